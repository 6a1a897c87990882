package org.wangchuan.engine.psid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.ata.AtaTrusted;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiSecurity;
import org.wangchuan.engine.command.tcg.TcgMessage;
import org.wangchuan.engine.command.tcg.TcgMethods;

/** A PSID is in the one message that needs it, and in no text. */
class PsidTest {
    private static final String SECRET = "SECRETSECRET0123456789SECRETZZZZ";

    @Test
    void itIsInWhatIsSentAndInNoText() throws PsidException {
        try (Psid psid = Psid.of(SECRET.toCharArray())) {
            TcgMessage message = TcgMethods.startAsPsid(0x1000, 1, psid);
            byte[] bytes = message.bytes();
            assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).contains(SECRET);
            String hex = HexFormat.of().formatHex(SECRET.getBytes(StandardCharsets.US_ASCII));
            for (Object shown : new Object[] {
                psid,
                message,
                NvmeSecurity.send(1, 0x1000, bytes),
                ScsiSecurity.out(1, 0x1000, bytes),
                AtaTrusted.send(AtaTrusted.Mode.PIO, 1, 0x1000, bytes)
            }) {
                assertThat(shown.toString()).isNotEmpty().doesNotContain("SECRET", hex, hex.substring(0, 8));
            }
        }
    }

    @Test
    void whatIsNoPsidIsRefusedWithoutBeingShown() {
        refused(PsidException.Code.LENGTH, "SECRET");
        refused(PsidException.Code.LENGTH, "");
        refused(PsidException.Code.LENGTH, SECRET + "Z");
        refused(PsidException.Code.CHARACTER, "SECRETSECRET-123456789SECRETZZZZ");
        refused(PsidException.Code.CHARACTER, "SECRETSECRET 123456789SECRETZZZZ");
        refused(PsidException.Code.CHARACTER, "SECRETSECRET\u0660123456789SECRETZZZZ");
        assertThatThrownBy(() -> Psid.of("SECRETSECRET-123456789SECRETZZZZ".toCharArray()))
                .hasMessage("PSID: expected letters and digits, found something else at place 13");
    }

    @Test
    void onceClosedItIsGone() throws PsidException {
        Psid psid = Psid.of(SECRET.toCharArray());
        psid.close();
        assertThatIllegalStateException().isThrownBy(() -> TcgMethods.startAsPsid(0x1000, 1, psid));
    }

    private static void refused(PsidException.Code code, String typed) {
        assertThatThrownBy(() -> Psid.of(typed.toCharArray()))
                .isInstanceOfSatisfying(
                        PsidException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageNotContaining("SECRET");
    }
}
