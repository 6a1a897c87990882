package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.wangchuan.canonical.Json;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.ForgottenPart;
import org.wangchuan.proof.statement.KeptDevice;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.station.issue.StoredStatement.Content;
import org.wangchuan.station.issue.SubjectKeys.Keys;

/**
 * Forgets an erasure, in this order: its statements are sealed if an earlier version has left them open; the keys are destroyed; then, once
 * all else is gone too, a statement says so. A crash in between leaves something forgotten and not said, never the contrary; the same
 * calls again finish it. Each part is said once: its event id follows from what was forgotten.
 *
 * @param last the clearing, or the start of an erasure that was given up
 */
record Forgetting(BooksSession session, StoredStatement last) {

    /** Whether the station has said that it has destroyed what opens the statement. */
    boolean isSaid() throws IOException {
        return said(ForgottenPart.ALL).isPresent() || said(ForgottenPart.PERSON).isPresent();
    }

    void destroyKeys(Optional<KeptDevice> rule) throws IOException {
        StoredStatements statements = session.statements();
        UUID subject = subject();
        Optional<StoredStatement> start = session.of(subject);
        if (start.isPresent()) {
            statements.sealOld(start.get());
        }
        statements.sealOld(last);
        // What later looks at the drive have found goes with it, whatever a law keeps of the erasure itself.
        statements.keys().destroy(StoredStatement.subjectOfRechecks(last.digest()));
        long now = session.now().getEpochSecond();
        if (kept(rule).filter(device -> device.untilSeconds() > now).isPresent()) {
            statements.keys().destroyPerson(subject);
        } else {
            statements.keys().destroy(subject);
        }
    }

    Forgotten say(Optional<KeptDevice> rule) throws IOException {
        Keys left = session.statements().keys().of(subject());
        // What a crash or another rule of before has destroyed can't be kept any more.
        Optional<KeptDevice> kept = left.device().isPresent() ? kept(rule) : Optional.empty();
        boolean isRest = said(ForgottenPart.PERSON).isPresent() && kept.isEmpty();
        ForgottenPart part =
                kept.isPresent() ? ForgottenPart.PERSON : isRest ? ForgottenPart.DEVICE : ForgottenPart.ALL;
        if (left.person().isPresent() || left.device().isPresent() != kept.isPresent()) {
            throw new IllegalStateException("nothing is said to be forgotten that is not");
        }
        boolean isNew = said(part).isEmpty();
        UUID event = event(part);
        IssuedStatement _ = session.issue(
                event, (issuer, chain, now) -> issuer.forgetting(chain, event, now, last.digest(), part, kept));
        return new Forgotten(kept, isNew, session.log().find(event).orElseThrow());
    }

    /** What is kept of the device, and until when: as was said before, or else by the rule. */
    private Optional<KeptDevice> kept(Optional<KeptDevice> rule) throws IOException {
        Optional<KeptDevice> kept = rule;
        Optional<StoredStatement> before = said(ForgottenPart.PERSON);
        if (before.isPresent()) {
            kept = before.get().says(Statement.Forgetting.class).orElseThrow().kept();
        } else if (said(ForgottenPart.ALL).isPresent()) {
            kept = Optional.empty();
        }
        return kept;
    }

    /**
     * What is left. What was said to be forgotten is not shown, whatever a back-up has brought back.
     *
     * @throws StatementRefusedException if what opens it is gone, and nobody has said so
     */
    Remains remains() throws IOException {
        Keys left = session.statements().keys().of(subject());
        Optional<StoredStatement> rest = said(ForgottenPart.ALL);
        if (rest.isEmpty()) {
            rest = said(ForgottenPart.DEVICE);
        }
        if (rest.isPresent()) {
            return remains(Remains.State.FORGOTTEN, Optional.empty(), rest);
        }
        Optional<StoredStatement> person = said(ForgottenPart.PERSON);
        if (person.isPresent()) {
            Optional<KeptDevice> kept = kept(Optional.empty());
            boolean isDue = kept.orElseThrow().untilSeconds() <= session.now().getEpochSecond();
            return remains(isDue ? Remains.State.DUE : Remains.State.KEPT, kept, person);
        }
        boolean isOpen = last.content() instanceof Content.Open;
        boolean isWhole = isOpen || (left.person().isPresent() && left.device().isPresent());
        return remains(
                isWhole || (left.person().isEmpty() && left.device().isEmpty())
                        ? Remains.State.WHOLE
                        : Remains.State.UNFINISHED,
                Optional.empty(),
                Optional.empty());
    }

    private Remains remains(Remains.State state, Optional<KeptDevice> kept, Optional<StoredStatement> said)
            throws IOException {
        Disclosed device = Disclosed.NOTHING;
        if (state == Remains.State.WHOLE || state == Remains.State.KEPT) {
            device = session.statements().device(last);
            if (!device.isOfSomething()) {
                throw new StatementRefusedException(
                        StatementRefusedException.Code.SUBJECT_KEY_GONE,
                        "the key that the device of statement " + last.number() + " is sealed under",
                        "none");
            }
        }
        return new Remains(
                last.eventId(),
                last.number(), // a station's log has nothing but its statements, in the order of their numbers
                state,
                device.target(),
                device.phone(),
                kept,
                said.isPresent() ? OptionalLong.of(said.get().number()) : OptionalLong.empty());
    }

    private UUID subject() {
        return last.subject().orElseThrow();
    }

    private Optional<StoredStatement> said(ForgottenPart part) throws IOException {
        return session.of(event(part));
    }

    private UUID event(ForgottenPart part) {
        String name = "wangchuan/forgetting/" + Json.wireName(part) + "/v1/"
                + last.digest().base64Url();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII));
    }
}
