export { Browser, LeftFor, type Page } from '@atrium/testing';
