// Who uses this page, and what they may do. Where the server asks for tokens, one is kept for as long as the tab is open
// and sent with every request; a token that the server refuses is forgotten, and asked for anew.
import type { components } from './openapi';
import { strings } from './strings';

type Caller = components['schemas']['Caller'];
const kept = 'token';

class Session {
  caller: Caller | undefined = $state();
  refusal = $state(''); // why the last token did not do
  failure = $state(''); // why the server could not be asked
  private token = sessionStorage.getItem(kept) ?? '';

  readonly locked = $derived(this.caller?.role === 'none');
  readonly mayWrite = $derived(!!this.caller && !this.caller.read_only && ['write', 'admin'].includes(this.caller.role));
  // Why nothing can be changed here; empty where it can.
  readonly whyNot = $derived(this.mayWrite ? '' : this.caller?.read_only ? strings.session.readOnly : strings.session.reader);
  // The name that what is said is kept under; empty where the server asks for none.
  readonly name = $derived(this.caller?.tokens ? (this.caller.name ?? '') : '');

  headers(): Record<string, string> {
    return this.token ? { authorization: `Bearer ${this.token}` } : {};
  }
  async ask(): Promise<void> {
    this.failure = '';
    try {
      const answer = await fetch('api/v1/caller', { headers: this.headers() });
      const json = await answer.json();
      if (answer.ok) this.caller = json as Caller;
      else if (answer.status === 401) this.refuse(json.detail);
      else this.failure = json.detail ?? answer.statusText;
    } catch (error) {
      this.failure = (error as Error).message;
    }
  }
  async enter(token: string): Promise<void> {
    this.refusal = '';
    this.token = token;
    await this.ask();
    if (!this.locked && !this.failure) sessionStorage.setItem(kept, token);
  }
  // The server no longer takes the token.
  refuse(detail: string): void {
    this.forget();
    this.refusal = detail;
  }
  leave(): void {
    this.forget();
    this.refusal = '';
  }
  private forget(): void {
    this.token = '';
    sessionStorage.removeItem(kept);
    this.caller = { role: 'none', tokens: true, read_only: this.caller?.read_only ?? false };
  }
}
export const session = new Session();
