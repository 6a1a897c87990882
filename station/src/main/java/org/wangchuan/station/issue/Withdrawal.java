package org.wangchuan.station.issue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.proof.issue.IssuedStatement;
import org.wangchuan.proof.issue.StatementIssuer;
import org.wangchuan.proof.issue.StationChain;
import org.wangchuan.proof.statement.Disclosed;
import org.wangchuan.proof.statement.SdJwt;
import org.wangchuan.proof.statement.Statement;
import org.wangchuan.proof.statement.StatusReference;
import org.wangchuan.proof.status.StatusList.State;
import org.wangchuan.station.issue.StatementRefusedException.Code;

/**
 * Takes back what a clearing said, in this order: the place in the status list, durably; then the statement. A crash
 * in between leaves a list that says no without saying why, never a statement that the lists contradict; the same
 * call again says why. Each kind is said once of each clearing: its event id follows from both.
 */
final class Withdrawal {
    private final StationBooks books;
    private final BooksSession session;
    private final SdJwt of;
    private final Statement.Clearing own;

    Withdrawal(StationBooks books, BooksSession session, SdJwt of) throws IOException {
        this.books = books;
        this.session = session;
        this.of = of;
        this.own = books.statements().own(of);
    }

    /** Signs the statement of the withdrawal. */
    interface Signing {
        IssuedStatement sign(UUID eventId, StatementIssuer issuer, StationChain chain, Instant now);
    }

    IssuedStatement say(State state, Optional<SdJwt> by, Signing signing) throws IOException {
        StatusReference place = own.head()
                .status()
                .orElseThrow(() -> new StatementRefusedException(
                        Code.NO_STATUS, "a statement that names its place in a status list", "none"));
        UUID event = event(state);
        requirePossible(books.statusBooks().list(place.list()).orElseThrow().state(place.index()), state);
        if (by.isPresent()) {
            requireReplacement(by.get(), state);
            Optional<StoredStatement> said = session.of(event);
            if (said.isPresent()) {
                requireSame(session.opened(said.get()).statement(), by.get());
            }
        }
        books.statusBooks().set(place, state);
        return session.issue(event, (issuer, chain, now) -> signing.sign(event, issuer, chain, now));
    }

    private UUID event(State state) {
        String name = "wangchuan/" + state.name().toLowerCase(Locale.ROOT) + "/v1/"
                + of.digest().base64Url();
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.US_ASCII));
    }

    private static void requirePossible(State now, State wanted) throws StatementRefusedException {
        if (now == State.REVOKED && wanted != State.REVOKED) {
            throw new StatementRefusedException(Code.ALREADY_REVOKED, "a statement that holds", "one that is revoked");
        }
        if (now != State.VALID && now != wanted && wanted != State.REVOKED) {
            throw new StatementRefusedException(
                    Code.ALREADY_REPLACED,
                    "a statement that holds",
                    "one that is " + now.name().toLowerCase(Locale.ROOT));
        }
    }

    private void requireReplacement(SdJwt by, State state) throws IOException {
        Statement.Clearing later = books.statements().own(by);
        if (later.head().sequence() <= own.head().sequence()) {
            throw new StatementRefusedException(Code.NOT_LATER, "a later statement", "an earlier one, or the same");
        }
        boolean isSame = isSameThing(device(own), device(later));
        // A correction may be of the very thing that the statement is about.
        if (state == State.SUPERSEDED && !isSame) {
            throw new StatementRefusedException(Code.OTHER_DEVICE, "a statement about the same device", "another's");
        }
    }

    /** Of a phone each erasure has a key of its own for the digests in its record: what is compared are its names. */
    private static boolean isSameThing(Disclosed old, Disclosed fresh) {
        boolean isSameDrive = old.target().isPresent()
                && fresh.target().isPresent()
                && old.target().get().isSameThingAs(fresh.target().get());
        boolean isSamePhone = old.phone().isPresent()
                && fresh.phone().isPresent()
                && old.phone().get().isSamePhoneAs(fresh.phone().get());
        return isSameDrive || isSamePhone;
    }

    /** As the station keeps it, whatever is shown here; of a clearing that was forgotten, as it is shown here. */
    private Disclosed device(Statement.Clearing clearing) throws IOException {
        StoredStatements statements = books.statements();
        StoredStatement stored = statements.at(clearing.head().sequence()).orElseThrow();
        Optional<IssuedStatement> opened = statements.opened(stored);
        return (opened.isPresent() ? opened.get().statement() : clearing).disclosed();
    }

    private static void requireSame(Statement said, SdJwt by) throws StatementRefusedException {
        boolean isSame = switch (said) {
            case Statement.Supersession earlier -> earlier.by().equals(by.digest());
            case Statement.Correction earlier -> earlier.by().equals(by.digest());
            case Statement.Start _,
                    Statement.Clearing _,
                    Statement.Revocation _,
                    Statement.StatusListing _,
                    Statement.Forgetting _,
                    Statement.Recheck _,
                    Statement.Recorded _ -> false;
        };
        if (!isSame) {
            throw new StatementRefusedException(
                    Code.ALREADY_REPLACED, "the statement that was named before", "another one");
        }
    }
}
