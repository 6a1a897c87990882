package org.wangchuan.platform.exchange;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.MalformedJsonException;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.intake.Channel;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.Presenter;
import org.wangchuan.proof.encoding.Bytes32;

/**
 * A request to register devices, as it was sent.
 *
 * @param site where they are; absent if the request does not say
 * @param policy for all of them
 * @param batch as the program calls what belongs together: the name of an institution's list
 * @param digest of the request's bytes
 */
record Registration(Optional<UUID> site, String policy, String batch, List<NewAsset> assets, Bytes32 digest) {
    /** Most devices of a request: those of one institution's list. */
    static final int ASSETS_MAX = 1_000;

    /** Largest request, in bytes. */
    static final int BYTES_MAX = 2 << 20;

    static final int BATCH_CHARS_MAX = 100;

    Registration {
        assets = List.copyOf(assets);
    }

    static Registration read(HttpServletRequest request) throws IOException, PlantProblem, ShapeException {
        byte[] bytes = bytes(request, BYTES_MAX);
        Json.Fields in = fields(bytes).only("site", "batch", "policy", "mayHoldStateSecrets", "assets");
        String batch = in.text("batch").strip();
        if (!Line.isLine(batch, BATCH_CHARS_MAX)) {
            throw PlantProblem.unprocessable("BATCH", "expected 1 to " + BATCH_CHARS_MAX + " visible characters");
        }
        if (Line.isOfAPerson(batch)) {
            throw PlantProblem.unprocessable(
                    "BATCH_PERSONAL", "expected a name of things, found something of a person");
        }
        String policy = in.has("policy") ? in.text("policy") : IntakeForm.POLICIES.getFirst();
        if (!IntakeForm.POLICIES.contains(policy)) {
            throw PlantProblem.unprocessable("POLICY", "expected one of " + String.join(", ", IntakeForm.POLICIES));
        }
        // Asked once for all, as at the counter: what may hold state secrets is not for this way, and what
        // nobody knows counts as yes.
        if (!in.text("mayHoldStateSecrets").equals("no")) {
            throw PlantProblem.unprocessable(
                    "STATE_SECRETS", "expected no: what may hold state secrets is not taken in here");
        }
        List<JsonValue> items = in.array("assets");
        if (items.isEmpty() || items.size() > ASSETS_MAX) {
            throw PlantProblem.unprocessable("ASSETS_COUNT", "expected 1 to " + ASSETS_MAX + ", found " + items.size());
        }
        Map<String, String> shared = new LinkedHashMap<>(Map.of(
                "channel",
                Channel.INSTITUTION.id(),
                "presenter",
                Presenter.EMPLOYEE.id(),
                "policy",
                policy,
                "secrets",
                "no"));
        List<NewAsset> assets =
                items.stream().map(item -> NewAsset.read(item, shared)).toList();
        if (assets.stream().allMatch(NewAsset::isBeyondPolicy)) {
            throw PlantProblem.unprocessable(
                    NewAsset.POLICY_KIND, "expected laptops, desktops or bare drives under " + policy);
        }
        return new Registration(
                in.has("site") ? Optional.of(uuid(in.text("site"))) : Optional.empty(),
                policy,
                batch,
                assets,
                Bytes32.sha256(bytes));
    }

    static byte[] bytes(HttpServletRequest request, int bytesMax) throws IOException, PlantProblem {
        byte[] bytes = request.getInputStream().readNBytes(bytesMax + 1);
        if (bytes.length > bytesMax) {
            throw new PlantProblem(
                    HttpStatus.CONTENT_TOO_LARGE, "BODY_TOO_LARGE", "expected at most " + bytesMax + " bytes");
        }
        return bytes;
    }

    static Json.Fields fields(byte[] bytes) throws PlantProblem {
        try {
            return Json.in(CanonicalJson.readLenientObject(bytes));
        } catch (MalformedJsonException e) {
            throw new PlantProblem(
                    HttpStatus.BAD_REQUEST,
                    "BODY_FORMAT",
                    "expected a JSON object whose numbers are integers, found something else at byte " + e.offset());
        }
    }

    static UUID uuid(String text) throws PlantProblem {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw PlantProblem.unprocessable("SITE", "expected the id of a site");
        }
    }
}
