package org.wangchuan.station.erase;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.medium.Difference;
import org.wangchuan.engine.medium.Medium;
import org.wangchuan.engine.medium.MediumClass;
import org.wangchuan.engine.medium.MediumIdentity;
import org.wangchuan.engine.medium.Presence;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.policy.VerifyMode;

/**
 * What a job is, fixed when it is made: it outlives every interruption.
 *
 * @param job opaque identity
 * @param target the real path at the start
 * @param identity what the journal is bound to
 * @param presence the stay in this machine that it began in
 * @param policy id of the rule set
 * @param policyVersion of the rule set: the job goes on by this one, whatever version is current by then
 * @param verify how much is read back
 * @param declared what the person said that the medium is
 * @param asset the owner's tag
 * @param startEvent event id of the start statement, made beforehand so that a retry repeats it
 * @param clearingEvent event id of the clearing statement, likewise
 * @param baseName beginning of the names of its receipts
 * @param wholeBytes what the drive may show of itself once what it hides is taken away; 0 if nothing is
 */
public record JobTicket(
        UUID job,
        String target,
        MediumIdentity identity,
        Presence presence,
        String policy,
        long policyVersion,
        VerifyMode verify,
        Optional<MediumClass> declared,
        Optional<String> asset,
        UUID startEvent,
        UUID clearingEvent,
        String baseName,
        long wholeBytes) {
    private static final String FORMAT = "wangchuan-job/v1";
    private static final long FIRST_VERSION = 1;
    static final String CAPACITY = "capacity";
    private static final int SHORT_ID_CHARS = 8;

    /** Of a medium of which nothing is taken away that it hides. */
    public JobTicket(
            UUID job,
            String target,
            MediumIdentity identity,
            Presence presence,
            String policy,
            long policyVersion,
            VerifyMode verify,
            Optional<MediumClass> declared,
            Optional<String> asset,
            UUID startEvent,
            UUID clearingEvent,
            String baseName) {
        this(
                job,
                target,
                identity,
                presence,
                policy,
                policyVersion,
                verify,
                declared,
                asset,
                startEvent,
                clearingEvent,
                baseName,
                0);
    }

    /** How a medium differs from this job's; a drive may show more of itself than when the job began, if that was planned. */
    List<Difference> differences(MediumIdentity now) {
        boolean mayHave = now.capacityBytes() >= identity.capacityBytes() && now.capacityBytes() <= wholeBytes;
        return identity.matches(now).stream()
                .filter(difference -> !mayHave || !difference.what().equals(CAPACITY))
                .toList();
    }

    /** The rule set, if this program has its version. */
    Optional<Policy> rules() {
        return PolicyCatalogue.find(policy, policyVersion);
    }

    /** Whether an order asks for the same as this job does; the same command with {@code --resume} always does. */
    boolean fits(EraseOrder order) {
        return policy.equals(order.policy().id())
                && verify == order.verify()
                && declared.equals(order.declared())
                && (order.asset().isEmpty() || asset.equals(order.asset()));
    }

    /** Whether a medium is this job's: it has the identity of this job's, and one that no other has, or it never left. */
    boolean isSurelyOn(Medium medium) {
        if (!differences(medium.identity()).isEmpty()) {
            return false;
        }
        boolean sameBirth = identity.backingBornMicros() == medium.identity().backingBornMicros();
        Presence now = Presence.of(medium);
        return now.continues(presence) || (medium.namesItself() && sameBirth && !now.leftFrom(presence));
    }

    /** The beginning of its identity, as names of receipts end with it. */
    public String shortId() {
        return job.toString().substring(0, SHORT_ID_CHARS);
    }

    /** The options of this job, as they would be typed. */
    public String options() {
        return "--policy " + policy + " --verify " + Json.wireName(verify)
                + declared.map(word -> " --medium " + Json.wireName(word)).orElse("");
    }

    byte[] toBytes() {
        Json.Builder out = Json.object()
                .put("format", FORMAT)
                .put("job", job.toString())
                .put("target", target)
                .put("identity", identity.toJson())
                .put("boot", presence.boot())
                .put("diskSequence", presence.diskSequence())
                .put("policy", policy)
                .put("verify", Json.wireName(verify))
                .put("declared", declared.map(Json::wireName))
                .put("asset", asset)
                .put("startEvent", startEvent.toString())
                .put("clearingEvent", clearingEvent.toString())
                .put("baseName", baseName);
        if (policyVersion != FIRST_VERSION) {
            out.put("policyVersion", policyVersion);
        }
        if (presence.belowSequence() != 0) {
            out.put("belowSequence", presence.belowSequence());
        }
        if (wholeBytes != 0) {
            out.put("wholeBytes", wholeBytes);
        }
        return CanonicalJson.write(out.build());
    }

    static JobTicket read(byte[] bytes) throws MalformedJsonException, ShapeException {
        JsonValue.Obj object = CanonicalJson.readObject(bytes);
        Json.Fields fields = Json.in(object)
                .only(
                        "format",
                        "job",
                        "target",
                        "identity",
                        "boot",
                        "diskSequence",
                        "belowSequence",
                        "policy",
                        "policyVersion",
                        "verify",
                        "declared",
                        "asset",
                        "startEvent",
                        "clearingEvent",
                        "baseName",
                        "wholeBytes");
        if (!fields.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, "another");
        }
        return new JobTicket(
                uuid(fields, "job"),
                fields.text("target"),
                MediumIdentity.fromJson(fields.object("identity").object()),
                new Presence(
                        fields.text("boot"),
                        fields.whole("diskSequence", 0, JsonValue.Whole.MAX),
                        // Absent in tickets of versions that did not look.
                        fields.has("belowSequence") ? fields.whole("belowSequence", 1, JsonValue.Whole.MAX) : 0),
                fields.text("policy"),
                // Absent in tickets of programs that had one version of each rule set; then it is the first.
                fields.has("policyVersion")
                        ? fields.whole("policyVersion", FIRST_VERSION + 1, JsonValue.Whole.MAX)
                        : FIRST_VERSION,
                fields.constant("verify", VerifyMode.class),
                fields.has("declared") ? Optional.of(fields.constant("declared", MediumClass.class)) : Optional.empty(),
                fields.optionalText("asset"),
                uuid(fields, "startEvent"),
                uuid(fields, "clearingEvent"),
                fileName(fields, "baseName"),
                fields.has("wholeBytes") ? fields.whole("wholeBytes", 1, JsonValue.Whole.MAX) : 0);
    }

    /** A name, and never a way to another folder. */
    private static String fileName(Json.Fields fields, String name) throws ShapeException {
        String text = fields.text(name);
        if (!text.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new ShapeException(name, "the beginning of a file name", "something else");
        }
        return text;
    }

    private static UUID uuid(Json.Fields fields, String name) throws ShapeException {
        String text = fields.text(name);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException _) {
            // said below
        }
        throw new ShapeException(name, "a UUID in lower case", "something else");
    }
}
