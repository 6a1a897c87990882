package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.TrustService.SignRequest;
import org.wangchuan.cli.service.VerifyService;
import org.wangchuan.proof.receipt.Receipt;

/** What a list that was signed from a draft does to a receipt that a station really wrote. */
class TrustSigningTest {
    @TempDir
    Path folder;

    @Test
    void aReceiptVerifiesUnderTheListUntilItsKeyIsEndedBeforeIt() throws Exception {
        CheckFixture station = new CheckFixture(Files.createDirectory(folder.resolve("station")));
        CheckFixture checker = new CheckFixture(Files.createDirectory(folder.resolve("checker")));
        Path receipt = station.erased().files().receipt();
        long index =
                Receipt.parse(Files.readAllBytes(receipt)).clearing().proof().index();
        TrustLists trust = new TrustLists();
        Path key = folder.resolve("trust.key");
        trust.newListKey(key, "trust.example", station.context);
        Path draft = folder.resolve("draft.txt");
        Path list = folder.resolve("our.trust");
        String lines = "operator Example\nlog " + station.books().logKey() + "\nstation "
                + station.books().stationKey() + " from 0";
        SignRequest request = new SignRequest(draft, key, list, false);
        VerifyService.Request question =
                new VerifyService.Request(List.of(receipt), Optional.empty(), Optional.empty(), false);

        assertThat(new FileVerify().verify(question, checker.context)).isEqualTo(ExitCode.UNTRUSTED);
        for (String until : List.of("", " until " + (index + 1))) {
            Files.writeString(draft, lines + until + "\n");
            trust.sign(request, station.context);
            trust.addFrom(list, checker.context);
            assertThat(new FileVerify().verify(question, checker.context))
                    .isIn(ExitCode.OK, ExitCode.NOT_SATISFIED); // as the file system of this test has it
            assertThat(checker.out()).contains("known by the trust list of trust.example+");
        }
        Files.writeString(draft, lines + " until " + index + "\n");
        trust.sign(request, station.context);
        trust.addFrom(list, checker.context);
        assertThat(new FileVerify().verify(question, checker.context)).isEqualTo(ExitCode.DOES_NOT_VERIFY);
        assertThat(checker.err()).contains("KEY_ENDED");
    }
}
