package org.wangchuan.platform.intake;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceCorrections;
import org.wangchuan.platform.custody.Media;

/**
 * The form in which what was taken in is corrected: that of a new order, as far as it is of the device. A serial number can't be shown, for
 * nobody has kept it: what is left empty stays as it was, and a box takes it away.
 *
 * @param intake with what can't be corrected as the order has it
 */
public record CorrectionForm(IntakeForm intake) {
    private static final int KILOGRAM_DIGITS = 3;

    /** What was typed, for this order. */
    static CorrectionForm of(Map<String, String> typed, WorkOrder order) {
        Map<String, String> fields = new HashMap<>(typed);
        fields.put("channel", order.channel().id());
        fields.put("presenter", order.presenter().id());
        fields.put("policy", order.policy());
        fields.put("secrets", "no"); // was answered when it was taken in
        return new CorrectionForm(new IntakeForm(fields));
    }

    /** What stands there now. */
    static CorrectionForm of(Device device, Media media) {
        Map<String, String> fields = new HashMap<>();
        fields.put("kind", device.kind().id());
        fields.put("brand", device.brand());
        fields.put("model", device.model());
        fields.put("condition", device.conditionNote());
        device.weightGrams()
                .ifPresent(grams -> fields.put(
                        "weight", BigDecimal.valueOf(grams, KILOGRAM_DIGITS).toPlainString()));
        media.count().ifPresent(count -> fields.put("drives", String.valueOf(count)));
        return new CorrectionForm(new IntakeForm(fields));
    }

    /** What was typed; empty if nothing. */
    public String get(String name) {
        return intake.get(name);
    }

    /** Whether a choice is this one. */
    public boolean is(String name, String value) {
        return intake.is(name, value);
    }

    /** The keys of what is wrong with it; empty if nothing. */
    List<String> problems() {
        List<String> wrong = intake.problems();
        boolean isBoth = (is("serial-none", "yes") && !intake.numbers().isEmpty())
                || (is("drives-none", "yes") && !get("drive-serials").isEmpty());
        return isBoth && wrong.isEmpty() ? List.of("intake.correct.both") : wrong;
    }

    DeviceCorrections.Facts facts() {
        boolean isSerialKept = intake.numbers().isEmpty() && !is("serial-none", "yes");
        List<String> drives = intake.drives().serials();
        boolean areDrivesKept = drives.isEmpty() && !is("drives-none", "yes");
        return new DeviceCorrections.Facts(
                intake.kind().orElseThrow(),
                get("brand"),
                get("model"),
                get("condition"),
                intake.grams(),
                isSerialKept
                        ? Optional.empty()
                        : Optional.of(new DeviceCorrections.Serial(intake.number(), intake.moreNumbers())),
                intake.drives().count(),
                areDrivesKept ? Optional.empty() : Optional.of(drives));
    }
}
