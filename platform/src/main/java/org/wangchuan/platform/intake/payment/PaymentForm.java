package org.wangchuan.platform.intake.payment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.wangchuan.platform.custody.Line;
import org.wangchuan.platform.intake.WorkOrder;
import org.wangchuan.platform.vault.Field;

/**
 * The form of what was paid, as it was filled in. What it holds of an account goes into the vault, and nowhere else.
 *
 * @param fields what was typed, by the name of the field
 */
public record PaymentForm(Map<String, String> fields) {
    private static final int ACCOUNT_CHARS_MAX = 100;
    /** Of a correction: what is kept of the account stays. */
    private static final String SAME = "same";

    /** When nothing was typed. */
    static final PaymentForm BLANK = new PaymentForm(Map.of());

    public PaymentForm {
        fields = Map.copyOf(fields);
    }

    /** Nothing of what was typed: it must not get into a message by accident. */
    @Override
    public String toString() {
        return "PaymentForm";
    }

    /** What was typed; empty if nothing. */
    public String get(String name) {
        return fields.getOrDefault(name, "").strip();
    }

    private Optional<Payment.Kind> kind() {
        return Payment.Kind.of(get("paid"));
    }

    private Optional<WorkOrder.Offer> amount(String currency, boolean isOfList) {
        boolean isNothing = kind().equals(Optional.of(Payment.Kind.NOTHING))
                && get("amount").isEmpty();
        return Money.parse(
                isNothing ? "0" : get("amount"), currency, isOfList ? Money.listMost(currency) : Money.most(currency));
    }

    /**
     * The keys of what is wrong with it; empty if nothing. Whether it fits what was agreed is seen where it is kept.
     *
     * @param currency in which the offer was made
     * @param isOfList whether it is paid for a whole list
     */
    List<String> problems(String currency, boolean isOfList) {
        List<String> out = new ArrayList<>();
        if (kind().isEmpty()) {
            out.add("intake.payment.problem.kind");
        }
        if (amount(currency, isOfList).isEmpty()) {
            out.add(isOfList ? "intake.payment.problem.amount.list" : "intake.payment.problem.amount");
        }
        boolean isTold = !get("account").isEmpty() || !get("number").isEmpty();
        boolean isWhich = switch (get("which")) {
            case "" -> true; // the entry before has none
            case SAME, "none" -> !isTold;
            case "typed" -> isTold;
            default -> false;
        };
        if (!isWhich) {
            out.add("intake.payment.problem.which");
        } else if ((isTold || get("which").equals(SAME))
                && kind().filter(Payment.Kind::hasAccount).isEmpty()) {
            out.add("intake.payment.problem.no-account");
        } else if (!Line.isLineOrEmpty(get("account"), ACCOUNT_CHARS_MAX)
                || !Line.isLineOrEmpty(get("number"), ACCOUNT_CHARS_MAX)) {
            out.add("intake.payment.problem.account");
        }
        return out;
    }

    /** What is to be recorded. The form has no problems. */
    Payments.Entry entry(String currency, boolean isOfList) {
        Map<Field, String> account = new EnumMap<>(Field.class);
        put(account, Field.PAYMENT_ACCOUNT, get("account"));
        put(account, Field.PAYMENT_NUMBER, get("number"));
        return new Payments.Entry(
                kind().orElseThrow(),
                amount(currency, isOfList).orElseThrow(),
                Payment.Difference.of(get("difference")),
                corrects(),
                Payment.Correction.of(get("correction")),
                account,
                corrects().isPresent() && get("which").equals(SAME));
    }

    private Optional<UUID> corrects() {
        try {
            return get("corrects").isEmpty() ? Optional.empty() : Optional.of(UUID.fromString(get("corrects")));
        } catch (IllegalArgumentException _) {
            return Optional.of(new UUID(0, 0)); // names an entry that there is not
        }
    }

    private static void put(Map<Field, String> out, Field field, String value) {
        if (!value.isEmpty()) {
            out.put(field, value);
        }
    }
}
