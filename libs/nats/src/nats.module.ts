import { Global, Module, type DynamicModule } from '@nestjs/common';

import { NatsLink } from './nats-link.js';

/** Gives every module of a process the same, already connected, NATS link. Whoever opened it closes it. */
@Global()
@Module({})
export class NatsModule {
  static forRoot(link: NatsLink): DynamicModule {
    return { module: NatsModule, providers: [{ provide: NatsLink, useValue: link }], exports: [NatsLink] };
  }
}
