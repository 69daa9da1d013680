export { Browser, LeftFor, NAVIGATION, type Page } from '@atrium/testing';
