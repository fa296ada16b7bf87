// SPDX-License-Identifier: Apache-2.0
package io.cmc.rejection;

/**
 * Every reason for a refusal, a parked step or a finding. The name is a promise to whoever reads it; explanation and remedy are
 * printed with it everywhere, and docs/errors.md is made from this list.
 */
public enum ProblemCode {
  // plans
  PLAN_UNREADABLE("The plan cannot be read.", "Correct the plan as the text says and send it again."),
  UNKNOWN_FIELD("The plan has a field that this service does not know.", "Remove the field or correct its name."),
  PARTICIPANT_TWICE("The plan names a participant twice.", "Remove one of the two entries."),
  SAME_NODE("Two endpoints of the plan are the same node.", "Correct the address of one of them; ports are easily swapped."),
  SAME_DOMAIN("Source and target are the same domain.", "Name another target."),
  PROTOCOL_VERSION_NOT_HIGHER("The target's protocol version is not higher than the source's; Canton itself would not refuse it.",
      "Migrate to a domain with a higher protocol version."),
  PLAN_NOT_RESOLVED("The plan leaves something open that the nodes did not answer.", "Make the node reachable, or write the value into the plan."),
  NO_PARTICIPANTS("The plan names no participant.", "Name at least one participant."),
  NAME_TAKEN("Another plan has this name already.", "Give the migration another name."),
  PLAN_CHANGED("The plan that was reviewed is not the plan that is kept.", "Read the kept plan (`cmc plan show`), and use its hash."),
  ALIAS_TAKEN("The target's alias was used before on this participant; Canton binds an alias to one domain for ever.",
      "Choose another alias for the target in the plan."),
  DATABASE_NOT_NAMED("The backup needs a database that the plan does not name.", "Name the participant's database, or choose the backup strategy CONFIRM."),
  STRATEGY_NOT_POSSIBLE("The nodes cannot do what the plan's strategy needs.", "Make a new plan with another strategy."),
  // orders
  MIGRATION_NOT_FOUND("There is no migration of this name.", "List the migrations and use one of their names."),
  PARTICIPANT_NOT_FOUND("The migration has no participant of this name.", "Use a name from the plan."),
  WRONG_PHASE("The order makes no sense where the migration is now.", "Read the status; it says what the migration waits for."),
  ALREADY_STARTED("The migration was started before.", "Nothing; read its status."),
  PARTICIPANT_BUSY("The participant is in another migration that has not ended.", "End the other migration first."),
  GATE_NOT_SHUT("The gate that shall be released is not the one that holds.", "Read the status and name the gate that is shut."),
  NOT_PARKED("There is no parked step to try again.", "Read the status."),
  NOTHING_TO_CONFIRM("Nobody waits for this confirmation.", "Read the status; it names what is waited for."),
  PAST_POINT_OF_NO_RETURN("Contracts may have been moved; the source cannot be gone back to freely.",
      "Go forward: resolve what is parked and retry. While traffic is still shut, restore leads back by the databases; it looks first"
          + " whether anybody began to move."),
  PANIC_STOPPED("A panic stop is in force.", "Resume: the participants are compared with what is recorded, then it goes on."),
  RECONCILING("The participants are being compared with what is recorded.", "Wait for the end of the comparison; the status shows it."),
  NOT_WAIVABLE("The plan does not allow this check to be waived, or it does not block.", "Mend what the finding names; a new plan may allow it."),
  SECOND_PERSON_NEEDED("This needs two people.", "Let somebody else give the same order."),
  NOT_ALLOWED("This is not for the roles that the caller has.",
      "Ask whoever gives the roles for the one that is named, or somebody who has it to do it; docs/roles.md has the whole table."),
  BELOW_POLICY("The plan asks for less than the service's policy.", "Ask for what is expected, or for more, in the plan's terms.approvals."),
  APPROVALS_MISSING("A gate waits for approvals.", "Let others read the plan (`cmc plan show`) and approve it; `cmc approvals` says who is missing."),
  SIGN_OFF_MISSING("Teams have not signed off their participants.", "Let an operator or approver of each of these teams sign off."),
  NO_APPROVAL_ASKED("The plan asks for no such thing, or not any more.", "Read `cmc approvals`; it names what the plan asks for."),
  OWN_REQUEST("Nobody approves what they asked for, whatever their roles.", "Let somebody else approve it."),
  NOT_AN_APPROVER("The role that is asked for is not held for that team.", "Let somebody approve who holds it."),
  APPROVAL_NOT_FOUND("There is no such approval that counts.", "Read `cmc approvals`."),
  BREAK_GLASS_LIMIT("The plan does not let a gate's count be lowered for so long.", "Ask for less time."),
  BREAK_GLASS("In an emergency a gate's count of approvals was lowered to one.",
      "Somebody else than who did it acknowledges the incident, after finding out why it had to be."),
  SHOWN_DIFFERS("What was shown is not what is so now.", "Look again at what would be cut off, then order it with the new digest."),
  STILL_TRADING("The participant is connected to the source and takes commands: it could trade with those who drain.",
      "Let the migration close it, set its limits to 0, or stop it; then order again."),
  LAST_PARTICIPANT("Without this participant nobody would be left.", "Abort instead."),
  OUTSIDE_WINDOW("The maintenance window is not open.", "Wait for the window, or make a plan with another."),
  INCIDENT_NOT_FOUND("There is no open incident of this number.", "List the incidents."),
  INCIDENT_LASTS("The cause of the incident is still there.", "Resolve it: the incident closes by itself."),
  CONFLICT("Other orders for the same migration kept coming in between.", "Send the order again."),
  CHANGED_SINCE("The migration went on since the status that the order is based on.",
      "Read the status; if the order is still right, give it again with the position that the status has now. The same key may be used."),
  CONTEXT_MISSING("The order lacks what every order must carry.", "Name the migration, and give a reason where one is asked for."),
  // who calls
  TOKEN_MISSING("The call brings no token.", "Log in with `cmc login`, or name a token with --token-file, CMC_TOKEN or CMC_TOKEN_FILE. Whoever runs the"
      + " service finds its local token by itself, on the same machine."),
  TOKEN_NOT_ACCEPTED("The token is not accepted.", "Bring a token of the issuer that the service names, for its audience; log in again with `cmc login`."),
  TOKEN_EXPIRED("The token has expired.", "Log in again with `cmc login`, or bring a new token."),
  ISSUER_UNREACHABLE("The issuer of tokens could not be asked for its keys, and the token is signed by none that is known.",
      "Check that the service reaches the issuer; tokens whose key is known go on working."),
  TOO_MANY_CALLS("More calls were made than the service takes of one caller.",
      "Wait as long as the answer says, then send it again, an order with the same key. A panic stop is always taken."),
  // reads
  QUESTION_UNREADABLE("What is asked for cannot be.", "Correct what the text names and ask again."),
  HISTORY_DOES_NOT_FIT("An event of the migration does not fit those before it, so there is no status after it.", "Ask for the status before that event."),
  REPLAY_OVERTAKEN("Another rebuild of the same read model was finished first.", "Nothing, if that one was meant; else begin again."),
  SERVICE_STOPS("The service stops, and tells nothing more.", "Ask again once it is back; watch again to go on."),
  // reaching nodes
  NODE_UNREACHABLE("The node does not answer.", "Check that it runs and that address, port and TLS in the plan are right."),
  NODE_NOT_READY("The node answers, but is still starting.", "Wait; it is tried again."),
  NODE_TIMEOUT("The node did not answer in time.", "Look at the node; it is looked at again before anything is repeated."),
  NODE_REFUSED("The node refused the call.", "Read the node's own words, mend what they name, and retry."),
  NODE_STRANGE_ANSWER("The node answered something that cannot be.", "Check that the port is the right one and the release is supported."),
  NODE_NOT_INITIALIZED("The node has no identity yet.", "Initialise the node first."),
  WRONG_NODE("Another node answers at this address than the plan says.", "Correct the address in a new plan."),
  WRONG_PORT("This port does not serve the API that is needed.", "Give the admin API's port (or the ledger API's where that is asked for)."),
  PASSIVE_REPLICA("The node is a passive replica.", "Give the address of the active replica, or of a balancer that follows it."),
  NOT_AUTHORISED("The node does not accept the token or certificate.", "Check the token's user and services in the node's configuration."),
  // preflight
  SOURCE_NOT_CONNECTED("The participant is not connected to the source, or not in good health there.", "Connect it, and wait until it is healthy."),
  SOURCE_UNKNOWN("The participant does not know the source by this alias.", "Use the alias that the participant uses."),
  SOURCE_ID_DIFFERS("The alias means another domain on this participant.", "Correct the alias or the id of the source."),
  TARGET_UNREACHABLE("The target does not answer.", "Start the target and check the addresses of its sequencers."),
  TARGET_ID_DIFFERS("The sequencers of the target report another domain than the plan says.", "Correct the addresses or the id."),
  TARGET_KNOWN("The participant knows the target already, under another alias.", "Use a target that this participant never met, or restore its database."),
  TARGET_AGREEMENT("The target asks for a service agreement.", "Use a target that asks for none, or accept it beforehand."),
  TARGET_NOT_ALLOWED("The target does not allow this participant in.", "Let the target's manager allow it."),
  UNIQUE_KEYS_DIFFER("Source and target do not agree on unique contract keys.", "Set the target up with the source's mode."),
  PROTOCOL_VERSION_NOT_SUPPORTED("The participant cannot speak the target's protocol version.", "Upgrade the participant's binary first."),
  STRANGERS("Participants of the source are not in the plan; they would be left behind.", "Add them to the plan."),
  LIMITS_NOT_SETTABLE("The participant does not let its limits be changed; the open-source edition never does.",
      "Make a new plan with the closing strategy DOMAIN_RATE or OUTSIDE."),
  RATE_NOT_SETTABLE("The rate of a domain cannot be changed: protocol version 3, or no admin API in the plan.",
      "Name the admin APIs of both domains, or choose another closing strategy."),
  TOPOLOGY_PENDING("The participant's topology is not delivered everywhere yet.", "Wait until its topology queues are empty."),
  RELEASE_ADVICE("The node's release has a known fault that matters to a migration.", "Read the fault's description and upgrade where advised."),
  LIMITS_ALREADY_ZERO("The limits are 0 before anything was changed; they would be restored as 0.", "Set the limits that shall hold afterwards, then check again."),
  OTHER_DOMAINS("The participant is connected to further domains; they stay as they are.",
      "Let nothing be traded on them during the window: contracts are compared over all domains, and a ping takes any that both are on."),
  CONTRACTS_NOT_COMPARED("The plan names no ledger API; contracts cannot be compared before and after.", "Name the ledger API."),
  CLIENT_TOOL_UNFIT("pg_dump is missing or older than the server.", "Install a pg_dump of the server's version or newer, or choose another backup strategy."),
  DATABASE_UNREACHABLE("The database does not let us in.", "Check host, port, name, user and password reference."),
  SPACE_SHORT("There is not enough room for the backup.", "Free space in the backup folder, then retry."),
  FACT("A fact worth keeping.", "Nothing; noted."),
  // steps
  IN_FLIGHT_WORK("Work is still in flight on the source.", "Wait for it, or find the submitter; then retry."),
  DRAIN_TOO_LONG("The drain was not proved within the plan's limit.", "Find what still submits or does not answer, then retry."),
  BARRIER_BROKEN("A participant is no longer as it was left.", "Find out who changed it, put it right, then retry."),
  LIMITS_CHANGED("Somebody else changed the limits.", "Find out who; set them as the status says, then retry."),
  BACKUP_FAILED("The backup failed.", "Read the tool's own words, mend what they name, then retry."),
  BACKUP_UNFIT("The backup cannot be read back.", "Look at the backup folder and the database, then retry."),
  HOOK_FAILED("A hook failed, said no or did not answer.", "Read its own words, mend what they name, or do by hand what it should have done; then retry."),
  RESTORE_FAILED("The restore failed; the database is as it was before.", "Read the tool's own words, mend what they name, then retry."),
  HALF_MOVED("The move stopped half-way; it is finished by the same call.", "Mend what the node names, then retry: it goes on where it stopped."),
  MOVE_REFUSED("The node refused to move the contracts.", "Read the node's own words, mend what they name, then retry."),
  MOVE_UNRESOLVED("It is not known whether the contracts were moved.", "Look at the node's configured domains; then retry, which looks before it acts."),
  CONTRACTS_DIFFER("The contracts after the move are not those before it.", "Do not reopen. Keep the node's database and ask Canton's support."),
  PING_FAILED("A ping was not answered.", "Check both ends: connected, healthy, limits above 0, topology delivered; then retry."),
  SOURCE_IN_USE("A participant is still connected to the source.", "Disconnect it, or take one that was excluded along by a migration of its own; then retry."),
  NODE_STILL_RUNS("The node still uses its database.", "Stop the participant, then retry."),
  PARKED_BY_ORDER("A person set the step aside.", "Retry when it shall go on."),
  FOREIGN_CHANGE("Somebody else changed the participant.", "Find out who; put it back as the status says, then resume."),
  DIFFERENCES_FOUND("Participants are not as they are recorded.",
      "Look at the differences; put the nodes right and resume, or accept the differences with a reason."),
  DRAIN_AGAIN("Work turned up in flight after the drain, again and again.", "Find what still submits to the source, then resume."),
  WINDOW_TOO_SHORT("Too little of the maintenance window is left for the rest and the way back.",
      "Amend the window and resume, or abort."),
  RESTORED_DIFFER("The contracts of a restored participant are not those that were listed before; its database is what the backup was.",
      "Find out who traded between the listing and the backup, then close the incident."),
  LEFT_CLOSED("An excluded participant was left closed.", "It is brought back by itself once it answers; until then its users are shut out."),
  PREFLIGHT_BLOCKED("A blocking check failed.", "Mend what the findings name, then retry."),
  // publication and dead letters
  KAFKA_UNREACHABLE("Kafka does not take events. Migrations go on, and nothing is lost.",
      "Check that the brokers run and that addresses, TLS, login and rights in cmc.kafka are right; it goes on by itself."),
  KAFKA_DENIED("Kafka does not let the service in, or shows a certificate that is not trusted. Migrations go on, and nothing is lost.",
      "Put the login, the trusted certificates (cmc.kafka.properties) or the rights in Kafka right; after a change of rights it goes on by itself."),
  TOPIC_AHEAD("The topic holds another history than the store: the database was put back to an earlier state, or another service published.",
      "Bring back the database that published, or publish into a topic of another name (cmc.kafka.topic)."),
  TOPIC_UNMARKED("The topic holds events, and up to where is not known.", "Publish into a topic of another name (cmc.kafka.topic)."),
  NOT_PUBLISHING("No Kafka is configured.", "Set cmc.kafka.bootstrap-servers."),
  LIVE_TOPIC("History is never published again into a live topic.", "Name another topic."),
  UNPUBLISHABLE("An event cannot be published; those of its migration wait behind it.",
      "Mend what the cause names and retry it, or discard it with a reason: its number stays taken."),
  UNPROJECTABLE("A read model could not take an event; those of its sequence wait behind it.",
      "Mend what the cause names and retry it, or discard it with a reason; a replay of the read model reads it again."),
  LETTER_NOT_FOUND("There is no dead letter of this id in this group that others wait behind.", "List the dead letters."),
  // persons
  PERSON_NOT_FOUND("There is no person of this id whose name is known.", "List the persons and use one of their ids."),
  PERSON_ACTS("The person acted in a migration that has not ended; as somebody new the same person could agree with what they asked for.",
      "Erase the person when those migrations have ended."),
  LEGAL_HOLD("A legal hold covers the person: nothing about them may be forgotten.", "Ask whoever set it; once it is lifted, order it again."),
  HOLD_NOT_FOUND("There is no legal hold on this.", "List the legal holds."),
  // ours
  STORE_UNAVAILABLE("The service does not reach its own database just now; whether the order was taken is not known.",
      "Send the same order again with the same idempotency key; it has its effect once."),
  STORE_FULL("The disk of the service's own database is full. Nothing is lost: no order is taken and no work begun while it lasts.",
      "Make room for that database; then send the same order again with the same idempotency key. All else goes on by itself."),
  INTERNAL("A fault of the service itself.", "Report it with the log around this time; this journey stands still, the others go on.");

  private final String explanation;
  private final String remedy;

  ProblemCode(String explanation, String remedy) {
    this.explanation = explanation;
    this.remedy = remedy;
  }

  public String explanation() {
    return explanation;
  }

  public String remedy() {
    return remedy;
  }
}
