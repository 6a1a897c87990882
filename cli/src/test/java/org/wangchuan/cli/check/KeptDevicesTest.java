package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangchuan.canonical.CanonicalJson;
import org.wangchuan.canonical.Json;
import org.wangchuan.cli.certify.Certificates;
import org.wangchuan.cli.certify.KeptDevices;
import org.wangchuan.cli.service.CertificateService.ForgetRequest;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.KeptService.Request;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.proof.receipt.Receipt;

/** An authority asks which device it was, before and after the erasure was forgotten. */
class KeptDevicesTest {
    private static final String WHY = "file 2027-81";

    @TempDir
    Path folder;

    private CheckFixture station = new CheckFixture(Path.of(""));
    private Path file = Path.of("");

    @BeforeEach
    void anErasure() throws Exception {
        station = new CheckFixture(folder);
        Receipt receipt = station.erased().receipt();
        file = Files.write(folder.resolve("a.receipt.json"), receipt.toBytes());
    }

    private String show(String named, ExitCode exit) throws UserError {
        return show(named, exit, false);
    }

    private String show(String named, ExitCode exit, boolean json) throws UserError {
        int before = station.out().length();
        assertThat(new KeptDevices().show(new Request(named, WHY, json), station.context))
                .isEqualTo(exit);
        return station.out().substring(before);
    }

    private void forget() throws UserError {
        assertThat(new Certificates()
                        .forget(
                                new ForgetRequest(Optional.of(file), Optional.of("a.receipt.json"), false),
                                station.context))
                .isEqualTo(ExitCode.OK);
    }

    private void keep() throws Exception {
        Files.writeString(
                station.home.root().resolve("retention.conf"), "device-days 1096\ndevice-reason 551 art. 17\n");
    }

    @Test
    void nothingIsForgottenBefore() throws Exception {
        assertThat(show(file.toString(), ExitCode.OK))
                .contains("entry 1 of the log", "device: image", "nothing of it was forgotten");
    }

    @Test
    void whatALawKeepsIsShownWithWhyAndWhatIsGone() throws Exception {
        keep();
        forget();

        assertThat(show("1", ExitCode.OK))
                .contains("device: image", "called image then", ": 551 art. 17")
                .contains("gone: what opens its entries in the log", "entry 2 of the log says so")
                .contains("the signed text is gone, too");
        Json.Fields result = Json.in(CanonicalJson.readLenientObject(
                        show(file.toString(), ExitCode.OK, true).getBytes(StandardCharsets.UTF_8)))
                .objects("results")
                .getFirst();
        assertThat(result.text("state")).isEqualTo("kept");
        assertThat(result.text("reason")).isEqualTo("551 art. 17");
        assertThat(result.text("until")).matches("20[0-9]{2}-[0-9]{2}-[0-9]{2}");
        assertThat(result.natural("forgottenAtEntry")).isEqualTo(2);
        assertThat(result.object("target").text("name")).isEqualTo("image");
        assertThat(show(result.text("event"), ExitCode.OK)).contains("device: image");

        assertThat(station.err()).as("on standard output and nowhere else").doesNotContain("image");
        assertThat(Files.readString(station.home.asked())).contains(WHY).doesNotContain("image");
        assertThat(Files.readAllLines(station.home.asked())).hasSize(3);
    }

    @Test
    void whereNothingIsKeptThatIsSaid() throws Exception {
        forget();

        assertThat(show(file.toString(), ExitCode.NOT_SATISFIED))
                .contains("nothing is kept of it; entry 2 of the log says so")
                .doesNotContain("image");
        assertThat(show("1", ExitCode.NOT_SATISFIED, true))
                .contains("\"state\":\"forgotten\"")
                .doesNotContain("image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"99", "2b1d1f5e-0000-4000-8000-000000000000"})
    void whatThisStationHasNotSignedIsRefused(String named) {
        assertThatThrownBy(() -> show(named, ExitCode.OK)).isInstanceOfSatisfying(UserError.class, e -> {
            assertThat(e.code()).isEqualTo("NOT_OURS");
            assertThat(e.exit()).isEqualTo(ExitCode.REFUSED);
        });
    }

    @Test
    void withoutAReasonOrAFileNothingIsAsked() {
        for (String reason : List.of("", "a\nb", "\uFFFD 5", "x".repeat(201))) {
            assertThatThrownBy(() -> new KeptDevices().show(new Request("1", reason, false), station.context))
                    .isInstanceOfSatisfying(
                            UserError.class, e -> assertThat(e.code()).isEqualTo("REASON"));
        }
        assertThatThrownBy(() -> show("no-such-file", ExitCode.OK))
                .isInstanceOfSatisfying(
                        UserError.class, e -> assertThat(e.exit()).isEqualTo(ExitCode.USAGE));
        assertThat(station.home.asked()).doesNotExist();
    }
}
