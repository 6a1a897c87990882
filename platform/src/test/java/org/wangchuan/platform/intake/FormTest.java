package org.wangchuan.platform.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.platform.custody.Imei;
import org.wangchuan.platform.intake.payment.Money;

final class FormTest {
    @ParameterizedTest
    @CsvSource({"490154203237518,true", "490154203237517,false", "356938035643809,true", "000000000000000,true"})
    void theCheckDigitOfAnImei(String imei, boolean isRight) {
        assertThat(Imei.looksLikeOne(imei)).isTrue();
        assertThat(Imei.hasRightCheckDigit(imei)).isEqualTo(isRight);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PF2ABCDE", "49015420323751", "4901542032375180", "４９０１５４２０３２３７５１８"})
    void whatIsNoImei(String serial) {
        assertThat(Imei.looksLikeOne(serial)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"350|35000", "350.5|35050", "¥1,234.56|123456", "0|0", "1000000|100000000"})
    void amounts(String typed, long minor) {
        assertThat(Money.parse(typed, "CNY")).contains(new WorkOrder.Offer(minor, "CNY"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-1", "1e3", "1.234", "1000000.01", "999999999999", "12.", "a", "12,50", "1,2345", "EUR 12"})
    void noAmounts(String typed) {
        assertThat(Money.parse(typed, "CNY")).isEmpty();
    }

    @Test
    void aListHasALimitOfItsOwn() {
        assertThat(Money.parse("100000000", "CNY", Money.listMost("CNY")))
                .contains(new WorkOrder.Offer(10_000_000_000L, "CNY"));
        assertThat(Money.parse("100000000.01", "CNY", Money.listMost("CNY"))).isEmpty();
    }

    /** Each has coins of its own; a comma that may be meant as the point is no amount, for it would be another one. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "12.5|EUR|1250",
                "EUR 1,234.56|EUR|123456",
                "12,50|EUR|",
                "1.250|EUR|",
                "¥12|EUR|",
                "1500|JPY|1500",
                "1500.0|JPY|",
                "1500.5|JPY|",
                "12.345|KWD|12345",
                "15,000,000|IDR|1500000000"
            })
    void amountsInOtherCurrencies(String typed, String currency, @Nullable Long minor) {
        assertThat(Money.parse(typed, currency))
                .isEqualTo(Optional.ofNullable(minor).map(found -> new WorkOrder.Offer(found, currency)));
    }

    @Test
    void anAmountIsReadWithItsSign() {
        assertThat(Money.text(new WorkOrder.Offer(123_456, "CNY"), Locale.ENGLISH))
                .isEqualTo("¥1,234.56");
    }

    @ParameterizedTest
    @CsvSource({"0.190,190", "2,2000", "'0,5',500", "200,200000"})
    void weightsAreKilograms(String typed, int grams) {
        assertThat(new IntakeForm(Map.of("weight", typed)).grams()).contains(grams);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "0.0001", "201", "1 kg", "abc"})
    void noWeights(String typed) {
        assertThat(new IntakeForm(Map.of("weight", typed)).grams()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "condition,call 138.0013.8000",
        "condition,１３８００１３８０００",
        "condition,wang＠example.org",
        "brand,13800138000",
        "brand,138-0013-8000",
        "model,wang@example.org",
        "model,＋86 138 0013 8000",
    })
    void whatIsOfAPersonIsNotTaken(String field, String typed) {
        assertThat(form(field, typed).problems()).containsExactly("intake.problem.personal");
    }

    @ParameterizedTest
    @CsvSource({
        "condition,scratched 3 x",
        "model,HUA723020ALA641",
        "model,1234567890123",
        "model,20XW-S00A00 (2021)",
        "model,MZVL21T0HCLR-00B00",
        "brand,361 Degrees",
    })
    void numbersOfDevicesAre(String field, String typed) {
        assertThat(form(field, typed).problems()).isEmpty();
    }

    private static IntakeForm form(String field, String typed) {
        Map<String, String> fields = new HashMap<>(IntakeForm.blank().fields());
        fields.putAll(Map.of("brand", "a", "model", "b"));
        fields.put(field, typed);
        return new IntakeForm(fields);
    }
}
