package org.wangchuan.engine.apple;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wangchuan.engine.apple.model.AppleFailure;
import org.wangchuan.engine.apple.plist.PlistValue;
import org.wangchuan.engine.phone.fact.Fact;
import org.wangchuan.engine.phone.fact.Property;
import org.wangchuan.engine.phone.read.AppleReader;
import org.wangchuan.engine.phone.read.Digests;

/** What becomes a fact of an iPhone's answers. */
@Timeout(120)
class AppleReaderTest {
    private AppleBench bench;

    @BeforeEach
    void plugIn() throws Exception {
        bench = new AppleBench();
    }

    @AfterEach
    void takeAway() throws Exception {
        bench.close();
    }

    /** Any of the three says that it is managed; none says that it is not, since nobody asks for whom it is registered. */
    @Test
    void whoeverHoldsItForAnOrganisationIsToldAndNobodyIsNot() throws AppleFailure {
        List<String> names = List.of("IsSupervised", "IsMandatory", "IsMDMUnremovable");
        for (String one : names) {
            assertThat(managed(Map.of(one, true))).as(one).contains("yes");
        }
        assertThat(managed(Map.of("IsSupervised", false, "IsMandatory", true, "IsMDMUnremovable", false)))
                .contains("yes");
        assertThat(managed(Map.of("IsSupervised", false, "IsMandatory", false, "IsMDMUnremovable", false)))
                .isEmpty();
        assertThat(managed(Map.of())).isEmpty();
    }

    private Optional<String> managed(Map<String, Boolean> told) throws AppleFailure {
        PlistValue.Dict.Builder configuration = PlistValue.Dict.builder();
        told.forEach(configuration::put);
        bench.answers(
                "GetCloudConfiguration",
                PlistValue.Dict.builder()
                        .put("Status", "Acknowledged")
                        .put("CloudConfiguration", configuration.build())
                        .build());
        try (ConsentedSession session = bench.paired()) {
            return AppleReader.consented(session, new Digests(new byte[Digests.KEY_BYTES])).facts().all().stream()
                    .filter(fact -> fact.property() == Property.MANAGED)
                    .map(Fact::value)
                    .findFirst();
        }
    }
}
