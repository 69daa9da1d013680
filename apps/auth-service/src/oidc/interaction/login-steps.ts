import { Injectable } from '@nestjs/common';
import { isEmail } from 'class-validator';

import { RequestOtp } from '../../otp/request-otp.use-case.js';
import { addressPage, codePage } from '../pages/code.pages.js';
import { loginPage } from '../pages/login.page.js';
import { CheckCode } from './check-code.js';
import { CheckPassword } from './check-password.js';
import { CsrfTokens } from './csrf-tokens.js';
import { applicationNameOf, chosenWay, finish, originOf, send, type Visit } from './visit.js';

const WRONG_PASSWORD = 'This username or password is not right.';
const NO_ADDRESS = 'This is not an e-mail address.';
const WRONG_CODE = 'This code is not right, or it is too old. You can have another one sent.';

/** How people say who they are: by password, or by a code that is mailed to them. */
@Injectable()
export class LoginSteps {
  constructor(
    private readonly csrf: CsrfTokens,
    private readonly passwords: CheckPassword,
    private readonly requestOtp: RequestOtp,
    private readonly codes: CheckCode,
  ) {}

  /** The first page of the way that was chosen. */
  async show(visit: Visit): Promise<void> {
    const { login_hint: hint } = visit.interaction.params;
    const login = typeof hint === 'string' ? hint : '';
    if (chosenWay(visit) === 'code') await this.showAddress(visit, isAddress(login) ? login : '');
    else await this.showLogin(visit, login);
  }

  /** Takes what was entered on any of these pages; false when it is from none of them. */
  async submit(visit: Visit, form: URLSearchParams): Promise<boolean> {
    // The first button is the one that the Enter key presses, and some browsers then name no button at all.
    if (form.has('otp') && form.get('action') !== 'send-code') await this.enterCode(visit, form);
    else if (form.has('email')) await this.sendCode(visit, form);
    else if (form.has('login')) await this.logIn(visit, form);
    else return false;
    return true;
  }

  private async logIn(visit: Visit, form: URLSearchParams): Promise<void> {
    const login = textOf(form, 'login');
    const password = form.get('password') ?? '';
    const isPossible = login !== '' && login.length <= 254 && !login.includes('\0') && password.length <= 128;
    if (!isPossible) return this.showLogin(visit, login, WRONG_PASSWORD);
    const outcome = await this.passwords.execute(login, password, originOf(visit));
    if (typeof outcome !== 'string') return this.showLogin(visit, login, outcome.fault);
    await finish(visit, { login: { accountId: outcome, amr: ['pwd'] } });
  }

  /** The same page whether or not the address has an account, or has had too many codes. */
  private async sendCode(visit: Visit, form: URLSearchParams): Promise<void> {
    const email = textOf(form, 'email');
    if (!isAddress(email)) return this.showAddress(visit, email, NO_ADDRESS);
    await this.requestOtp.execute(email);
    await this.showCode(visit, email);
  }

  private async enterCode(visit: Visit, form: URLSearchParams): Promise<void> {
    const [email, otp] = [textOf(form, 'email'), textOf(form, 'otp').replaceAll(' ', '')];
    if (!isAddress(email)) return this.showAddress(visit, email, NO_ADDRESS);
    const userId = /^\d{6}$/.test(otp) ? await this.codes.execute(email, otp, originOf(visit)) : undefined;
    if (userId === undefined) return this.showCode(visit, email, WRONG_CODE);
    await finish(visit, { login: { accountId: userId, amr: ['otp'] } });
  }

  private async showLogin(visit: Visit, login: string, fault?: string): Promise<void> {
    send(visit, loginPage({ ...(await this.frameOf(visit)), login, fault }));
  }

  private async showAddress(visit: Visit, email: string, fault?: string): Promise<void> {
    send(visit, addressPage({ ...(await this.frameOf(visit)), email, fault }));
  }

  private async showCode(visit: Visit, email: string, fault?: string): Promise<void> {
    send(visit, codePage({ ...(await this.frameOf(visit)), email, fault }));
  }

  private async frameOf(visit: Visit) {
    const csrfToken = this.csrf.tokenFor(visit.interaction.uid);
    return { applicationName: await applicationNameOf(visit), csrfToken };
  }
}

function textOf(form: URLSearchParams, field: string): string {
  return (form.get(field) ?? '').trim();
}

/** As the API has it. */
function isAddress(text: string): boolean {
  return text.length <= 254 && isEmail(text);
}
