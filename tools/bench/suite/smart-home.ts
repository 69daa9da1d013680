import { GoogleSide, tokensOf } from '../../atrium/google-home/google-side.ts';
import type { Bench } from '../bench.ts';
import type { Fixture } from './fixture.ts';

const LIGHTS = 300;
/** How many are made at a time. */
const AT_ONCE = 10;
const REDIRECT_URI = 'https://oauth-redirect.googleusercontent.com/r/atrium-bench';

/** A home full of lights, and Google's access to it. */
export class SmartHome {
  readonly lights: readonly string[];
  readonly #google: GoogleSide;
  readonly #refreshToken: string;

  private constructor(lights: readonly string[], google: GoogleSide, refreshToken: string) {
    this.lights = lights;
    this.#google = google;
    this.#refreshToken = refreshToken;
  }

  /** Furnishes it and links Google, by the same pages and requests as everybody. */
  static async furnish({ owner }: Fixture): Promise<SmartHome> {
    const homeId = await owner.createHome('House');
    const lights: string[] = [];
    for (let number = 0; number < LIGHTS; number += AT_ONCE) {
      const numbers = Array.from({ length: AT_ONCE }, (_, at) => number + at + 1);
      lights.push(...(await Promise.all(numbers.map((each) => owner.createLight(homeId, `Light ${each}`)))));
    }
    const google = new GoogleSide(await owner.createLinkedApplication(REDIRECT_URI));
    await google.discover();
    const { refreshToken } = tokensOf(await google.exchange(await google.authorize()));
    return new SmartHome(lights, google, refreshToken);
  }

  /** Good for a quarter of an hour. */
  async accessToken(): Promise<string> {
    const { body, status } = await this.#google.refresh(this.#refreshToken);
    return tokensOf({ status, body: { refresh_token: this.#refreshToken, ...body } }).accessToken;
  }
}

const homes = new WeakMap<Fixture, Promise<SmartHome>>();

/** The home of this bench; furnished when the first scenario needs it. */
export function smartHomeOf({ fixture }: Bench): Promise<SmartHome> {
  const home = homes.get(fixture) ?? SmartHome.furnish(fixture);
  homes.set(fixture, home);
  return home;
}
