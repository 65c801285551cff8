// Who corrects and labels: the token's name, or what was typed at this browser where no tokens tell.
import { session } from './session.svelte';

const key = 'author';
export const author = {
  name: (): string => session.name || (localStorage.getItem(key) ?? ''),
  set: (name: string): void => localStorage.setItem(key, name.trim()),
};
