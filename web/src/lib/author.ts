// Who corrects and labels at this browser, where no tokens tell.
const key = 'author';
export const author = {
  get: (): string => localStorage.getItem(key) ?? '',
  set: (name: string): void => localStorage.setItem(key, name.trim()),
};
