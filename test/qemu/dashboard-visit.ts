import { connect } from "node:tls";
import { type Browser, chromium, type Page } from "playwright-core";

/** Where the box believes to be; the browser is led to the forwarded port instead. */
const boxAddress = "10.0.2.15";

/** A browser on the owner's computer, looking at the dashboard of a box behind a forwarded port. */
export class DashboardVisit {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #port: number;

  private constructor(browser: Browser, page: Page, port: number) {
    this.#browser = browser;
    this.#page = page;
    this.#port = port;
  }

  static async open(port: number): Promise<DashboardVisit> {
    const browser = await chromium.launch({
      executablePath: "/usr/bin/chromium",
      // The container a test runs in is Chromium's sandbox.
      args: ["--no-sandbox", `--host-resolver-rules=MAP ${boxAddress}:8443 127.0.0.1:${port}`],
    });
    const context = await browser.newContext({ ignoreHTTPSErrors: true });
    context.setDefaultTimeout(120_000);
    return new DashboardVisit(browser, await context.newPage(), port);
  }

  /** SHA-256 of the certificate the box shows, as browsers write it. */
  readFingerprint(): Promise<string> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: "127.0.0.1", port: this.#port, rejectUnauthorized: false }, () => {
        resolve(socket.getPeerCertificate().fingerprint256);
        socket.destroy();
      });
      socket.once("error", reject);
    });
  }

  async setPassword(link: string, password: string): Promise<void> {
    await this.#page.goto(link);
    await this.#page.locator("#password").fill(password);
    await this.#page.locator("#repeat").fill(password);
    await this.#page.getByRole("button", { name: "Set password" }).click();
    await this.#page.waitForURL((url) => !url.pathname.includes("welcome"));
  }

  async signIn(email: string, password: string): Promise<void> {
    await this.#page.goto(`https://${boxAddress}:8443/`);
    if (this.#page.url().endsWith("/sign-in")) {
      await this.#page.getByLabel("Email").fill(email);
      await this.#page.getByLabel("Password").fill(password);
      await this.#page.getByRole("button", { name: "Sign in" }).click();
    }
    await this.#page.getByRole("heading", { name: "Services" }).waitFor();
  }

  async readHeadline(): Promise<string> {
    return (await this.#page.locator("#headline").textContent()) ?? "";
  }

  /** The page says by itself that the assistant is in trouble. */
  async waitForTrouble(): Promise<void> {
    await this.#page.locator("#assistant .badge.failed, #assistant .badge.waiting").first().waitFor();
  }

  screenshot(path: string): Promise<Buffer> {
    return this.#page.screenshot({ path, fullPage: true });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
  }
}
