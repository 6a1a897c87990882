package org.wangchuan.station.phone;

import java.util.Optional;
import java.util.UUID;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.engine.policy.Policy;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.usb.UsbPlace;

/**
 * What a phone's job is, fixed when it is made: it outlives every interruption. Nothing in it names the phone.
 *
 * @param job opaque identity
 * @param place where it was plugged in when it began; after a restart of the machine it may hang elsewhere
 * @param policy id of the rule set
 * @param policyVersion of the rule set: the job goes on by this one, whatever version is current by then
 * @param asset the owner's tag, or the label of the device
 * @param order code of the work order that it is done for; absent at a terminal. Then the job is named as the task is, and the station's agent goes on with it
 * @param isTest whether a stand-in was on the cable when it began: then nothing that is signed of it ever verifies as real
 * @param startEvent event id of the start statement, made beforehand so that a retry repeats it
 * @param clearingEvent event id of the clearing statement, likewise
 * @param baseName beginning of the names of its receipts
 */
public record PhoneTicket(
        UUID job,
        UsbPlace place,
        String policy,
        long policyVersion,
        Optional<String> asset,
        Optional<String> order,
        boolean isTest,
        UUID startEvent,
        UUID clearingEvent,
        String baseName) {
    private static final int SHORT_CHARS = 8;
    private static final String FORMAT = "wangchuan-phone-job/v1";

    /** The rule set, if this program has its version. */
    public Optional<Policy> rules() {
        return PolicyCatalogue.find(policy, policyVersion);
    }

    /** Enough of its identity to name it to people, and by people. */
    public String shortId() {
        return job.toString().substring(0, SHORT_CHARS);
    }

    byte[] toBytes() {
        return CanonicalJson.write(Json.object()
                .put("format", FORMAT)
                .put("job", job.toString())
                .put("place", place.toString())
                .put("policy", policy)
                .put("policyVersion", policyVersion)
                .put("asset", asset)
                .put("order", order)
                .put("test", isTest)
                .put("startEvent", startEvent.toString())
                .put("clearingEvent", clearingEvent.toString())
                .put("baseName", baseName)
                .build());
    }

    static PhoneTicket read(byte[] bytes) throws MalformedJsonException, ShapeException {
        Json.Fields fields = Json.in(CanonicalJson.readObject(bytes))
                .only(
                        "format",
                        "job",
                        "place",
                        "policy",
                        "policyVersion",
                        "asset",
                        "order",
                        "test",
                        "startEvent",
                        "clearingEvent",
                        "baseName");
        if (!fields.text("format").equals(FORMAT)) {
            throw new ShapeException("format", FORMAT, "another");
        }
        return new PhoneTicket(
                uuid(fields, "job"),
                UsbPlace.parse(fields.text("place"))
                        .orElseThrow(() -> new ShapeException("place", "a place of USB", "another text")),
                fields.text("policy"),
                fields.whole("policyVersion", 1, Integer.MAX_VALUE),
                fields.optionalText("asset"),
                fields.optionalText("order"),
                fields.bool("test"),
                uuid(fields, "startEvent"),
                uuid(fields, "clearingEvent"),
                fileName(fields));
    }

    /** A name, and never a way to another folder. */
    private static String fileName(Json.Fields fields) throws ShapeException {
        String text = fields.text("baseName");
        if (!text.matches("[A-Za-z0-9._-]{1,200}")) {
            throw new ShapeException("baseName", "the beginning of a file name", "something else");
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
