package org.wangchuan.platform.intake;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.wangchuan.platform.custody.Device;
import org.wangchuan.platform.custody.DeviceCorrections;
import org.wangchuan.platform.custody.DeviceNumber;
import org.wangchuan.platform.custody.DeviceNumbers;
import org.wangchuan.platform.custody.Media;

/**
 * The form in which what was taken in is corrected: that of a new order, as far as it is of the device. A number can't be shown, for
 * nobody has kept it: the first stays as it was where it is left empty, those beside it stay whatever else is typed, and of each a box takes it away.
 *
 * @param intake with what can't be corrected as the order has it
 */
public record CorrectionForm(IntakeForm intake) {
    /** Before the id of a number beside the first, the field that takes it away. */
    public static final String NUMBER_NONE = "number-none-";

    /** The field that says which rule set the order had when the form was opened. */
    public static final String POLICY_WAS = "policy-was";

    private static final int KILOGRAM_DIGITS = 3;

    /** What was typed, for this order: its own device is none that is here besides. */
    static CorrectionForm of(Map<String, String> typed, WorkOrder order, Device device) {
        Map<String, String> fields = new HashMap<>(typed);
        fields.put(IntakeForm.OF_DEVICE, device.code());
        fields.put("channel", order.channel().id());
        fields.put("presenter", order.presenter().id());
        fields.putIfAbsent("policy", order.policy());
        fields.put("secrets", "no"); // was answered when it was taken in
        return new CorrectionForm(new IntakeForm(fields));
    }

    /** What stands there now. */
    static CorrectionForm of(WorkOrder order, Device device, Media media) {
        Map<String, String> fields = new HashMap<>();
        fields.put("policy", order.policy());
        fields.put(POLICY_WAS, order.policy());
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

    /**
     * The keys of what is wrong with it; empty if nothing.
     *
     * @param before numbers that stand there beside the first
     */
    List<String> problems(List<DeviceNumbers.More> before) {
        List<String> wrong = intake.problems();
        if (!wrong.isEmpty()) {
            return wrong;
        }
        boolean isBoth =
                (is("serial-none", "yes") && !intake.typed().ofFirstField().isEmpty())
                        || (is("drives-none", "yes") && !get("drive-serials").isEmpty());
        if (isBoth) {
            return List.of("intake.correct.both");
        }
        long stay = before.stream().filter(one -> !isRemoved(one)).count();
        return stay + added().size() > DeviceNumbers.MORE_MAX ? List.of("custody.gate.TOO_MANY_NUMBERS") : List.of();
    }

    /** Whether a number beside the first goes. */
    public boolean isRemoved(DeviceNumbers.More more) {
        return is(NUMBER_NONE + more.id(), "yes");
    }

    /** All but the number that takes the place of the first; where that stays, all are beside it. */
    private List<DeviceNumber> added() {
        int first = intake.typed().ofFirstField().isEmpty() ? 0 : 1;
        return intake.numbers().stream().skip(first).toList();
    }

    /**
     * What is to stand there.
     *
     * @param before numbers that stand there beside the first
     */
    DeviceCorrections.Facts facts(List<DeviceNumbers.More> before) {
        Optional<DeviceNumber> first = intake.typed().ofFirstField().stream().findFirst();
        boolean isFirstKept = first.isEmpty() && !is("serial-none", "yes");
        List<String> drives = intake.drives().serials();
        boolean areDrivesKept = drives.isEmpty() && !is("drives-none", "yes");
        return new DeviceCorrections.Facts(
                intake.kind().orElseThrow(),
                get("brand"),
                get("model"),
                get("condition"),
                intake.grams(),
                isFirstKept ? Optional.empty() : Optional.of(new DeviceCorrections.Serial(first)),
                new DeviceCorrections.More(
                        added(),
                        before.stream()
                                .filter(this::isRemoved)
                                .map(DeviceNumbers.More::id)
                                .collect(Collectors.toUnmodifiableSet())),
                intake.drives().count(),
                areDrivesKept ? Optional.empty() : Optional.of(drives));
    }
}
