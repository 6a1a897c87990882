package org.wangchuan.platform.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wangchuan.proof.statement.PhoneClaims;
import org.wangchuan.proof.statement.PhoneClaims.Lock;
import org.wangchuan.proof.statement.PhoneClaims.LockReason;
import org.wangchuan.proof.statement.PhoneClaims.Reason;
import org.wangchuan.proof.statement.PhoneClaims.Tier;
import org.wangchuan.proof.statement.Verdict;
import org.wangchuan.proof.verify.PhoneTechniques;

/** What is shown of a phone's statement, in words. */
class PhoneResultTest {
    private static PhoneResult result(Lock lock, boolean isGood, List<Reason> reasons, List<LockReason> because) {
        return new PhoneResult(
                new PhoneClaims(
                        Optional.of(PhoneTechniques.all().getFirst().technique()), Tier.TOLD, lock, reasons, because),
                Optional.empty(),
                isGood,
                !isGood,
                false,
                false);
    }

    private static PhoneResult of(Lock lock, boolean isGood) {
        return result(
                lock,
                isGood,
                List.of(),
                switch (lock) {
                    case UNLOCKED -> List.of(LockReason.RESET_PROTECTION_OFF);
                    case LOCKED -> List.of(LockReason.MANAGED, LockReason.RESET_PROTECTION_UNKNOWN);
                    case UNKNOWN -> List.of(LockReason.FIND_DEVICE_OFF, LockReason.RESET_PROTECTION_UNKNOWN);
                });
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void onlyAPhoneThatNothingHoldsLooksLikeSuccess(Verdict verdict) {
        for (Lock lock : Lock.values()) {
            for (boolean isGood : new boolean[] {true, false}) {
                String style = of(lock, isGood).style(verdict.id());
                boolean looksGood = style.equals("cleared") || style.equals("purged");
                assertThat(looksGood)
                        .as("%s %s %s: %s", verdict, lock, isGood, style)
                        .isEqualTo(verdict.isGood() && isGood && lock == Lock.UNLOCKED);
                assertThat(of(lock, isGood).lockStyle().equals("good")).isEqualTo(lock == Lock.UNLOCKED);
            }
        }
    }

    @Test
    void whatWasCheckedIsToldApartFromWhatNobodyKnows() {
        PhoneResult locked = of(Lock.LOCKED, true);
        assertThat(locked.lock(true)).isEqualTo("已锁定");
        assertThat(locked.lock(false)).isEqualTo("Locked");
        assertThat(locked.checked(false)).containsExactly("an organisation manages it, and can lock it again");
        assertThat(locked.unchecked(false)).containsExactly("nobody looked whether it asks for an account");
        assertThat(locked.unchecked(true)).containsExactly("没有人看过它是否要求账号");
        assertThat(locked.lockMeans(false)).contains("not ready to be sold");
    }

    /** A held phone's good verdict is followed by what its lock means, and by no good word. */
    @Test
    void belowAGoodVerdictStandsWhatItMeansOfAPhone() {
        assertThat(of(Lock.UNLOCKED, true).sentence("cleared", false).orElseThrow())
                .contains("as new");
        assertThat(of(Lock.LOCKED, true).sentence("cleared", false).orElseThrow())
                .contains("not ready to be sold");
        assertThat(of(Lock.UNKNOWN, true).sentence("cleared", false).orElseThrow())
                .contains("not ready to be sold");
        assertThat(of(Lock.LOCKED, true).sentence("failed", false)).isEmpty();
        assertThat(of(Lock.UNLOCKED, false).isDenied("cleared")).isTrue();
        assertThat(of(Lock.UNLOCKED, false).isDenied("failed")).isFalse();
    }

    /** A reason without words would fail a page, or be passed over. */
    @Test
    void eachWordOfAStatementHasWordsInBothLanguages() {
        for (boolean isChinese : new boolean[] {true, false}) {
            List<LockReason> all = new ArrayList<>(List.of(LockReason.values()));
            PhoneResult result = result(Lock.LOCKED, false, List.of(Reason.values()), all);
            assertThat(result.reasons(isChinese))
                    .hasSize(Reason.values().length)
                    .doesNotHaveDuplicates();
            assertThat(result.checked(isChinese)).isNotEmpty();
            assertThat(result.unchecked(isChinese)).hasSize(2);
            assertThat(result.way(isChinese)).isNotBlank();
            for (Tier tier : Tier.values()) {
                assertThat(new PhoneResult(
                                        new PhoneClaims(
                                                Optional.of(PhoneTechniques.all()
                                                        .getFirst()
                                                        .technique()),
                                                tier,
                                                Lock.UNKNOWN,
                                                List.of(),
                                                List.of()),
                                        Optional.empty(),
                                        false,
                                        false,
                                        false,
                                        false)
                                .tier(isChinese))
                        .isNotBlank();
            }
        }
    }

    @Test
    void aFileThatIsNoReceiptSaysNothing() {
        assertThat(PhoneResult.of("{}")).isEmpty();
        assertThat(PhoneResult.of("")).isEmpty();
    }

    /** What says that nobody knows that it was reset, and that it is free, is shown as not known, and held. */
    @Test
    void onlyWhatWasResetIsFree() {
        PhoneResult claimed =
                result(Lock.UNLOCKED, false, List.of(Reason.NEVER_GONE), List.of(LockReason.RESET_PROTECTION_OFF));
        assertThat(claimed.isHeld()).isTrue();
        assertThat(claimed.lockStyle()).isEqualTo("wait");
        assertThat(claimed.lock(false)).isEqualTo(of(Lock.UNKNOWN, true).lock(false));
        assertThat(of(Lock.UNLOCKED, true).isHeld()).isFalse();
    }
}
