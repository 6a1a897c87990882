package org.wangchuan.platform.exchange;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.canonical.JsonValue;
import org.wangchuan.canonical.ShapeException;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.intake.IntakeForm;
import org.wangchuan.platform.intake.TypedNumbers;
import org.wangchuan.platform.intake.csv.DeviceList;

/**
 * One device of a request, as it was sent: by the rules of a row of an institution's list ({@link DeviceList}).
 *
 * @param externalId as the program's own system knows it; empty if it can't be one, or is something of a person
 * @param text all that was said of it, the same for the same
 * @param problem the stable code of what is wrong with it, and a word on it; empty if nothing
 */
record NewAsset(String externalId, IntakeForm form, String text, Optional<Problem> problem) {
    /** What was wrong with one device. */
    record Problem(String code, String detail) {}

    /** What the policy asks for can't be done with such a device. */
    static final String POLICY_KIND = "POLICY_KIND";

    private static final List<String> MEMBERS = List.of(
            "externalId",
            "kind",
            "make",
            "model",
            "serial",
            "isSerialChecked",
            "isAnotherDevice",
            "condition",
            "weightGrams",
            "mediaCount",
            "mediaSerials");

    private static final int EXTERNAL_ID_CHARS_MAX = 60;
    /** It stands in addresses, and what stands between the parts of an address would be taken for that by something on the way. */
    private static final Pattern EXTERNAL_ID = Pattern.compile("[^/\\\\;%?#\\s]+");

    private static final int TEXT_CHARS_MAX = 300;
    private static final int MEDIA_MAX = 64;

    /** Whether it is of a kind with which its policy can't be met. */
    boolean isBeyondPolicy() {
        return problem.filter(one -> one.code().equals(POLICY_KIND)).isPresent();
    }

    /** Reads one; members that are not known are refused, for a mistyped one would be lost. */
    static NewAsset read(JsonValue item, Map<String, String> shared) {
        if (!(item instanceof JsonValue.Obj object)) {
            return wrong("", "ITEM_SHAPE", "expected an object");
        }
        Json.Fields in = Json.in(object);
        String id = "";
        try {
            id = in.has("externalId") ? in.text("externalId").strip() : "";
            in.only(MEMBERS.toArray(String[]::new));
            Map<String, String> fields = fields(in, shared);
            IntakeForm form = new IntakeForm(fields);
            return new NewAsset(named(id), form, CanonicalJson.writeText(object), problem(id, form));
        } catch (ShapeException e) {
            return wrong(named(id), "ITEM_SHAPE", shape(e));
        }
    }

    /** Names a member of the description only: what somebody made up there is not quoted, for an answer is kept. */
    private static String shape(ShapeException e) {
        return MEMBERS.stream()
                .filter(name -> e.path().equals(name) || e.path().startsWith(name + "["))
                .findFirst()
                .map(name -> name + ": expected " + e.expected())
                .orElse("expected no other members than " + String.join(", ", MEMBERS));
    }

    private static String named(String id) {
        return isExternalId(id) && !Line.isOfAPerson(id) ? id : "";
    }

    private static Map<String, String> fields(Json.Fields in, Map<String, String> shared) throws ShapeException {
        Map<String, String> out = new LinkedHashMap<>(shared);
        out.put("kind", text(in, "kind"));
        out.put("brand", text(in, "make"));
        out.put("model", text(in, "model"));
        String serial = text(in, "serial");
        out.put("serial", serial);
        out.put("condition", text(in, "condition"));
        boolean isChecked = in.has("isSerialChecked") && in.bool("isSerialChecked");
        out.putAll(TypedNumbers.whereNobodyIsAsked(serial, isChecked));
        if (in.has("isAnotherDevice") && in.bool("isAnotherDevice")) {
            out.put(IntakeForm.TWIN, new IntakeForm(out).typedNumbers());
        }
        if (in.has("weightGrams")) {
            long grams = in.whole("weightGrams", 1, 200_000);
            out.put("weight", java.math.BigDecimal.valueOf(grams, 3).toPlainString());
        }
        if (in.has("mediaCount")) {
            out.put("drives", Long.toString(in.whole("mediaCount", 1, MEDIA_MAX)));
        }
        if (in.has("mediaSerials")) {
            List<String> serials = in.texts("mediaSerials");
            if (serials.size() > MEDIA_MAX) {
                throw new ShapeException("mediaSerials", "at most " + MEDIA_MAX, serials.size() + "");
            }
            for (String one : serials) {
                require("mediaSerials", one);
            }
            out.put("drive-serials", String.join("\n", serials));
        }
        return out;
    }

    private static String text(Json.Fields in, String name) throws ShapeException {
        String text = in.has(name) ? in.text(name) : "";
        require(name, text);
        return text;
    }

    private static void require(String name, String text) throws ShapeException {
        if (text.length() > TEXT_CHARS_MAX || text.chars().anyMatch(Character::isISOControl)) {
            throw new ShapeException(name, "at most " + TEXT_CHARS_MAX + " printable characters", text.length() + "");
        }
    }

    /** Whether this can be the id of an asset at all. */
    static boolean isExternalId(String id) {
        return Line.isLine(id, EXTERNAL_ID_CHARS_MAX)
                && EXTERNAL_ID.matcher(id).matches()
                && !id.equals(".")
                && !id.equals("..");
    }

    private static Optional<Problem> problem(String id, IntakeForm form) {
        if (!isExternalId(id)) {
            return Optional.of(new Problem(
                    "EXTERNAL_ID", "expected 1 to 60 visible characters, none of / \\ ; % ? # and no space"));
        }
        if (Line.isOfAPerson(id)) {
            return Optional.of(
                    new Problem("EXTERNAL_ID_PERSONAL", "expected an asset's id, found something of a person"));
        }
        return DeviceList.codes(form).stream()
                .findFirst()
                // Programs are told one code for all that is a person's; a person is told in which column it stands.
                .map(code -> code.equals("OF_A_PERSON") ? "PERSONAL" : code)
                .map(code -> new Problem(code, DETAILS.getOrDefault(code, "")));
    }

    private static final Map<String, String> DETAILS = Map.of(
            "CHOICE",
            "expected a kind of phone, tablet, laptop, desktop, bare_drive, other",
            POLICY_KIND,
            "expected a laptop, desktop or bare_drive: this policy is met by what a drive erases by itself",
            "BRAND",
            "expected make and model of 1 to 60 characters each",
            "SERIAL",
            "expected a serial of at most 60 characters",
            "IMEI",
            "expected an IMEI whose check digit fits, or isSerialChecked",
            "DRIVES",
            "expected mediaSerials that differ, no more than mediaCount, 1 to 64",
            "CONDITION",
            "expected at most 300 characters",
            "PERSONAL",
            "expected nothing of a person in make, model, serial and condition",
            "WEIGHT",
            "expected 1 to 200000 g");

    private static NewAsset wrong(String id, String code, String detail) {
        return new NewAsset(id, IntakeForm.blank(), "", Optional.of(new Problem(code, detail)));
    }
}
