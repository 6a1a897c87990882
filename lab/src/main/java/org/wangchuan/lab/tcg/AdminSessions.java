package org.wangchuan.lab.tcg;

import static org.wangchuan.lab.tcg.TokenStream.joined;
import static org.wangchuan.lab.tcg.TokenStream.uid;
import static org.wangchuan.lab.tcg.TokenStream.word;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.lab.drive.Firmware.Trust;

/**
 * Sessions with the Admin SP, one at a time, and the methods that it has here: Properties, StartSession, Revert (Core 2.01, "Session Manager"; Opal 2.30,
 * "Revert"; feature set PSID 1.00). A message that is none of these, or belongs to no session, is not answered. One caller at a time.
 */
final class AdminSessions {
    /** Wrong PSIDs after which it looks at none until its power was off. */
    static final int TRIES = 5;

    private static final long SESSION_MANAGER = 0xff;
    private static final long PROPERTIES = 0xff01;
    private static final long START_SESSION = 0xff02;
    private static final long SYNC_SESSION = 0xff03;
    private static final long ADMIN_SP = 0x0000_0205_0000_0001L;
    private static final long REVERT = 0x0000_0006_0000_0202L;
    private static final long PSID_AUTHORITY = 0x0000_0009_0001_ff01L;

    private static final long HOST_CHALLENGE = 0;
    private static final long HOST_SIGNING_AUTHORITY = 3;

    private static final long SUCCESS = 0x00;
    private static final long NOT_AUTHORIZED = 0x01;
    private static final long SP_BUSY = 0x03;
    private static final long INVALID_PARAMETER = 0x0c;
    private static final long AUTHORITY_LOCKED_OUT = 0x12;
    private static final long FAIL = 0x3f;

    /** A number of the device's that a host may not take for one of its own. */
    private static final long FIRST_SESSION = 0x7001;

    private static final List<Map.Entry<String, Long>> LIMITS = List.of(
            Map.entry("MaxComPacketSize", (long) Tper.MESSAGE_BYTES_MAX),
            Map.entry("MaxResponseComPacketSize", (long) Tper.MESSAGE_BYTES_MAX),
            Map.entry("MaxPacketSize", (long) Tper.MESSAGE_BYTES_MAX - 20),
            Map.entry("MaxIndTokenSize", (long) Tper.MESSAGE_BYTES_MAX - 56),
            Map.entry("MaxPackets", 1L),
            Map.entry("MaxSubpackets", 1L),
            Map.entry("MaxMethods", 1L),
            Map.entry("MaxSessions", 1L),
            Map.entry("MaxAuthentications", 2L),
            Map.entry("MaxTransactionLimit", 1L),
            Map.entry("DefSessionTimeout", 0L));

    /**
     * One that is open.
     *
     * @param asPsid whether whoever began it had the PSID
     */
    private record Session(long device, long host, boolean asPsid) {}

    private final Locks locks;
    private final String psid;
    private Optional<Session> open = Optional.empty();
    private long next = FIRST_SESSION;
    private int wrong;
    private int reverts;

    /** @param psid that it takes */
    AdminSessions(Locks locks, String psid, Trust trust) {
        this.locks = locks;
        this.psid = psid;
        if (trust == Trust.LOCKED_IN_SESSION) {
            open = Optional.of(new Session(next++, 1, false));
        }
        wrong = trust == Trust.LOCKED_OUT ? TRIES : 0;
    }

    /** How often it took Revert. */
    int reverts() {
        return reverts;
    }

    /** STACK_RESET: what was open is not any more. */
    void reset() {
        open = Optional.empty();
    }

    /** The power was off. */
    void powerOn() {
        reset();
        wrong = 0;
    }

    /** Takes a message; what it answers, if anything. */
    Optional<Packet> take(Packet message) throws IOException {
        boolean unbound = message.device() == 0 && message.host() == 0;
        if (unbound) {
            return Call.read(message.tokens())
                    .filter(call -> call.object() == SESSION_MANAGER)
                    .flatMap(this::manage)
                    .map(Packet::unbound);
        }
        if (open.isEmpty()
                || open.get().device() != message.device()
                || open.get().host() != message.host()) {
            return Optional.empty();
        }
        if (message.tokens().equals(List.of(Token.END_OF_SESSION))) {
            open = Optional.empty();
            return Optional.of(new Packet(message.device(), message.host(), List.of(Token.END_OF_SESSION)));
        }
        Optional<Call> call = Call.read(message.tokens());
        if (call.isEmpty()) {
            return Optional.empty();
        }
        long status = call(call.get(), open.get());
        return Optional.of(new Packet(
                message.device(),
                message.host(),
                joined(List.of(List.of(Token.START_LIST, Token.END_LIST), status(status)))));
    }

    private static List<Token> status(long code) {
        return List.of(
                Token.END_OF_DATA,
                Token.START_LIST,
                new Token.Whole(code),
                new Token.Whole(0),
                new Token.Whole(0),
                Token.END_LIST);
    }

    private Optional<List<Token>> manage(Call call) {
        if (call.method() == PROPERTIES) {
            return Optional.of(properties());
        }
        return call.method() == START_SESSION ? Optional.of(start(call)) : Optional.empty();
    }

    private static List<Token> answered(long method, List<Token> parameters, long status) {
        return joined(List.of(
                List.of(Token.CALL, uid(SESSION_MANAGER), uid(method), Token.START_LIST),
                parameters,
                List.of(Token.END_LIST),
                status(status)));
    }

    private static List<Token> properties() {
        List<Token> out = new ArrayList<>(List.of(Token.START_LIST));
        for (Map.Entry<String, Long> limit : LIMITS) {
            out.addAll(
                    List.of(Token.START_NAME, word(limit.getKey()), new Token.Whole(limit.getValue()), Token.END_NAME));
        }
        out.add(Token.END_LIST);
        return answered(PROPERTIES, out, SUCCESS);
    }

    private List<Token> start(Call call) {
        List<Token> given = call.parameters();
        boolean complete = given.size() >= 3
                && given.get(0) instanceof Token.Whole
                && given.get(1).equals(uid(ADMIN_SP))
                && given.get(2).equals(new Token.Whole(1));
        if (!complete) {
            return notStarted(INVALID_PARAMETER);
        }
        if (open.isPresent()) {
            return notStarted(SP_BUSY);
        }
        Optional<Token> authority = call.named(HOST_SIGNING_AUTHORITY);
        if (authority.isPresent()) {
            long refused = authenticate(authority.get(), call.named(HOST_CHALLENGE));
            if (refused != SUCCESS) {
                return notStarted(refused);
            }
        }
        Token.Whole host = (Token.Whole) given.getFirst();
        open = Optional.of(new Session(next++, host.value(), authority.isPresent()));
        return answered(SYNC_SESSION, List.of(host, new Token.Whole(open.get().device())), SUCCESS);
    }

    private static List<Token> notStarted(long status) {
        return answered(SYNC_SESSION, List.of(), status);
    }

    private long authenticate(Token authority, Optional<Token> challenge) {
        if (!authority.equals(uid(PSID_AUTHORITY))) {
            return NOT_AUTHORIZED; // nobody knows what the others have
        }
        if (wrong >= TRIES) {
            return AUTHORITY_LOCKED_OUT;
        }
        if (challenge.equals(Optional.of(word(psid)))) {
            wrong = 0;
            return SUCCESS;
        }
        wrong++;
        return NOT_AUTHORIZED;
    }

    /** Revert is all that whoever has the PSID may do; one that is a success ends the session. */
    private long call(Call call, Session session) throws IOException {
        if (!session.asPsid() || call.object() != ADMIN_SP || call.method() != REVERT) {
            return NOT_AUTHORIZED;
        }
        if (!call.parameters().isEmpty()) {
            return INVALID_PARAMETER;
        }
        if (!locks.revert()) {
            return FAIL;
        }
        reverts++;
        open = Optional.empty();
        return SUCCESS;
    }
}
