import { Module } from '@nestjs/common';

import { DisconnectGoogle } from './disconnect-google.use-case.js';
import { GoogleLinks } from './google-links.js';

/** Who has linked Google, and how that ends. */
@Module({ providers: [GoogleLinks, DisconnectGoogle], exports: [GoogleLinks, DisconnectGoogle] })
export class LinkModule {}
