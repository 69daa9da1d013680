/** How Google's intents are answered. */
export class FulfillmentSettings {
  /** How long devices may take for one EXECUTE, in milliseconds; what is not done by then is PENDING. */
  readonly budgetMs: number;
  /** Whether answers are held against Google's schemas before they leave. */
  readonly checksAnswers: boolean;

  constructor({ budgetMs, checksAnswers }: { budgetMs: number; checksAnswers: boolean }) {
    this.budgetMs = budgetMs;
    this.checksAnswers = checksAnswers;
  }
}
