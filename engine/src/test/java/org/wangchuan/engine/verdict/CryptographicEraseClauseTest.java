package org.wangchuan.engine.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.verdict.NativeScript.NVME_LOG;
import static org.wangchuan.engine.verdict.NativeScript.NVME_SANITIZE_CRYPTO;
import static org.wangchuan.engine.verdict.NativeScript.answered;
import static org.wangchuan.engine.verdict.NativeScript.log;
import static org.wangchuan.engine.verdict.NativeScript.nvme;
import static org.wangchuan.engine.verdict.NativeScript.sent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.engine.evidence.Evidence;
import org.wangchuan.engine.policy.NativeTechnique;
import org.wangchuan.engine.policy.Policies;
import org.wangchuan.engine.policy.PolicyCatalogue;
import org.wangchuan.engine.verdict.ClauseState.State;
import org.wangchuan.engine.verdict.Verdict.Level;
import org.wangchuan.engine.verdict.Verdict.NotProved;

/** What a clause says of a drive that may have done no more than destroy a key: each record is read from its bytes and judged by the rule set that stands in it. */
class CryptographicEraseClauseTest {
    private static final String CLAUSE = "cryptographic-erase";
    private static final String CRYPTO_WORD = "04020000";

    private static NativeScript crypto() {
        return NativeScript.nvme(NativeTechnique.NVME_SANITIZE_CRYPTO, NVME_SANITIZE_CRYPTO, CRYPTO_WORD);
    }

    /** Every way that is tried here, as an honest drive goes it. */
    private static Map<NativeTechnique, NativeScript> honest() {
        Map<NativeTechnique, NativeScript> out = new LinkedHashMap<>();
        out.put(NativeTechnique.NVME_SANITIZE_BLOCK, NativeScript.nvmeBlock());
        out.put(NativeTechnique.NVME_SANITIZE_CRYPTO, crypto());
        out.put(
                NativeTechnique.NVME_SANITIZE_OVERWRITE,
                NativeScript.nvme(
                        NativeTechnique.NVME_SANITIZE_OVERWRITE, NativeScript.NVME_SANITIZE_OVERWRITE, "13020000"));
        out.put(
                NativeTechnique.ATA_SANITIZE_BLOCK,
                NativeScript.ata(NativeTechnique.ATA_SANITIZE_BLOCK, NativeScript.ATA_SANITIZE_BLOCK));
        out.put(
                NativeTechnique.ATA_SANITIZE_CRYPTO,
                NativeScript.ata(NativeTechnique.ATA_SANITIZE_CRYPTO, NativeScript.ATA_SANITIZE_CRYPTO));
        out.put(
                NativeTechnique.ATA_SANITIZE_OVERWRITE,
                NativeScript.ata(NativeTechnique.ATA_SANITIZE_OVERWRITE, NativeScript.ATA_SANITIZE_OVERWRITE));
        out.put(
                NativeTechnique.ATA_SECURITY_ERASE_ENHANCED,
                NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE_ENHANCED, "02"));
        out.put(NativeTechnique.SCSI_SANITIZE_BLOCK, NativeScript.scsiBlock());
        return out;
    }

    private static Map<String, State> states(NativeScript script) {
        return states(script.evidence());
    }

    private static Map<String, State> states(Evidence evidence) {
        Map<String, State> out = new LinkedHashMap<>();
        ConformityRules.judge(evidence).forEach(state -> out.put(state.clause().id(), state.state()));
        return out;
    }

    private static State state(NativeScript script) {
        return Objects.requireNonNull(states(script).get(CLAUSE));
    }

    /** The verdict is what the drive showed, and stays; what nobody can show is a clause. */
    @Test
    void whatMayRestOnAKeyAloneIsOpenAndEverythingElseIsMet() {
        honest().forEach((technique, script) -> {
            assertThat(script.verdict().level()).as(technique.id()).isEqualTo(Level.PURGED);
            assertThat(states(script))
                    .as(technique.id())
                    .isEqualTo(Map.of(
                            "verification",
                            State.SATISFIED,
                            "hidden-areas",
                            State.SATISFIED,
                            CLAUSE,
                            technique.mayRestOnAKey() ? State.UNDETERMINED : State.SATISFIED,
                            "level",
                            State.SATISFIED));
            assertThat(ConformityRules.satisfied(ConformityRules.judge(script.evidence())))
                    .as(technique.id())
                    .isNotEqualTo(technique.mayRestOnAKey());
            assertThat(script.verdict().notProved().contains(NotProved.KEY_DESTRUCTION))
                    .as("readers without the evidence go by that: %s", technique.id())
                    .isEqualTo(technique.mayRestOnAKey());
        });
        assertThat(Stream.of(NativeTechnique.values()).filter(NativeTechnique::mayRestOnAKey))
                .containsExactly(
                        NativeTechnique.NVME_SANITIZE_CRYPTO,
                        NativeTechnique.NVME_FORMAT_CRYPTO,
                        NativeTechnique.NVME_FORMAT_USER_DATA,
                        NativeTechnique.ATA_SANITIZE_CRYPTO,
                        NativeTechnique.ATA_SECURITY_ERASE_ENHANCED,
                        NativeTechnique.SCSI_SANITIZE_CRYPTO,
                        NativeTechnique.TCG_PSID_REVERT);
    }

    /** A controller may erase user data by their key; that it reaches no more than Clear is another clause's. */
    @Test
    void aFormatIsOpenWhetherItWasToldSoOrNot() {
        for (NativeScript script : List.of(
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_USER_DATA, NativeScript.NVME_FORMAT_USER),
                NativeScript.nvmeFormat(NativeTechnique.NVME_FORMAT_CRYPTO, NativeScript.NVME_FORMAT_CRYPTO))) {
            script.under(Policies.purgeInEveryWay());
            assertThat(script.verdict().level()).isEqualTo(Level.CLEARED);
            assertThat(states(script))
                    .containsEntry(CLAUSE, State.UNDETERMINED)
                    .containsEntry("level", State.NOT_SATISFIED);
        }
        NativeScript normal = NativeScript.ataErase(NativeTechnique.ATA_SECURITY_ERASE, "00");
        assertThat(state(normal.under(Policies.purgeInEveryWay()))).isEqualTo(State.SATISFIED);
    }

    /** Records of before name the version that they were made by, and are judged by that one. */
    @ParameterizedTest
    @ValueSource(longs = {2, 3})
    void recordsOfBeforeAreJudgedAsTheyWere(long version) {
        NativeScript script =
                crypto().under(PolicyCatalogue.find("nist-purge", version).orElseThrow());
        assertThat(states(script)).doesNotContainKey(CLAUSE).hasSize(3).doesNotContainValue(State.UNDETERMINED);
        assertThat(ConformityRules.satisfied(ConformityRules.judge(script.evidence())))
                .isTrue();
    }

    /** What is not shown to be erased rests on nothing: nobody is asked to answer for it. */
    @Test
    void whatIsNotShownIsNotMetAndNotOpen() {
        NativeScript failed = crypto().steps(
                        sent(nvme(NVME_SANITIZE_CRYPTO, "")),
                        answered(nvme(NVME_LOG, log("0010", "0200", CRYPTO_WORD))),
                        answered(nvme(NVME_LOG, log("ffff", "0300", CRYPTO_WORD))));
        assertThat(failed.verdict().level()).isEqualTo(Level.FAILED);
        assertThat(state(failed)).isEqualTo(State.NOT_SATISFIED);
        NativeScript refused = crypto().steps(sent(nvme(NVME_SANITIZE_CRYPTO, 2, "")));
        assertThat(refused.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(state(refused)).isEqualTo(State.NOT_SATISFIED);
        NativeScript block = NativeScript.nvmeBlock().steps(sent(nvme(NativeScript.NVME_SANITIZE_BLOCK, 2, "")));
        assertThat(block.verdict().level()).isEqualTo(Level.UNPROVEN);
        assertThat(state(block)).isEqualTo(State.NOT_SATISFIED);
    }

    /** Overwriting clears: a verdict beyond that is the drive's own, and rests on what that did. */
    @Test
    void passesMakeGoodWhatTheyReach() {
        NativeScript purged = crypto().thenOverwritten();
        assertThat(purged.verdict().level()).isEqualTo(Level.PURGED);
        assertThat(state(purged)).isEqualTo(State.UNDETERMINED);
        NativeScript cleared =
                crypto().steps(sent(nvme(NVME_SANITIZE_CRYPTO, 2, ""))).thenOverwritten();
        assertThat(cleared.verdict().level()).isEqualTo(Level.CLEARED);
        assertThat(state(cleared)).isEqualTo(State.SATISFIED);
        // Both, and honestly so: readers without the evidence hold the one against the other only where it was purged.
        assertThat(cleared.verdict().notProved()).contains(NotProved.KEY_DESTRUCTION);
        assertThat(state(NativeScript.nvmeBlock().thenOverwritten())).isEqualTo(State.SATISFIED);
    }
}
