/** Reads in the gateway's log what it serves: lines as `GET /api/users/:id` and `WS /ws/chat`. */
export class RouteLog {
  private readonly routes = new Set<string>();

  read(line: string): void {
    if (!line.includes('"msg":"routes"')) return;
    for (const route of (JSON.parse(line) as { routes: string[] }).routes) this.routes.add(route);
  }

  /** All but what Fastify adds by itself to each GET, and the answers to preflights. */
  get served(): string[] {
    return [...this.routes].filter((route) => !/^(HEAD|OPTIONS) /.test(route)).sort();
  }
}
