/** A run went another way than its script says. Its message is one line for the user. */
export class ScenarioFault extends Error {}
