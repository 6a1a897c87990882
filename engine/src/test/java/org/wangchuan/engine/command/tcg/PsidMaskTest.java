package org.wangchuan.engine.command.tcg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.command.ata.AtaInquiry;
import org.wangchuan.engine.command.ata.AtaTrusted;
import org.wangchuan.engine.command.nvme.NvmeCommands;
import org.wangchuan.engine.command.nvme.NvmeSecurity;
import org.wangchuan.engine.command.scsi.ScsiInquiry;
import org.wangchuan.engine.command.scsi.ScsiSecurity;

/** Words as long as a PSID are not kept of what comes back by TCG's protocols, and nothing else is touched. */
class PsidMaskTest {
    private static final String WORD = "0123456789ABCDEFGHIJklmnopqrstuv";

    private static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Test
    void aWordAsLongAsAPsidIsMaskedWholeWhereverItStands() {
        assertThat(PsidMask.withoutWords(hex(WORD))).isEqualTo("2a".repeat(32));
        assertThat(PsidMask.withoutWords(hex(" " + WORD + "x\u00f3" + WORD)))
                .isEqualTo("20" + "2a".repeat(33) + "f3" + "2a".repeat(32));
        assertThat(PsidMask.mayHoldOne(HexFormat.of().parseHex(PsidMask.withoutWords(hex("=" + WORD + WORD)))))
                .isFalse();
    }

    @Test
    void whatIsShorterIsLeftAsItIs() {
        for (String text : new String[] {"", WORD.substring(1), WORD.substring(1) + "_" + WORD.substring(2), "\0\0"}) {
            assertThat(PsidMask.withoutWords(hex(text))).isEqualTo(hex(text));
        }
    }

    /** A model or a serial number is asked for by other commands. */
    @Test
    void onlyWhatCarriesTcgIsMasked() {
        assertThat(PsidMask.isOfTcg(NvmeSecurity.receive(1, 1, 2048).structure(0)))
                .isTrue();
        assertThat(PsidMask.isOfTcg(NvmeSecurity.send(2, 0x1000, new byte[512]).structure(1)))
                .isTrue();
        assertThat(PsidMask.isOfTcg(ScsiSecurity.in(1, 1, 4).block())).isTrue();
        assertThat(PsidMask.isOfTcg(ScsiSecurity.out(2, 0x1000, new byte[512]).block()))
                .isTrue();
        for (AtaTrusted.Mode mode : AtaTrusted.Mode.values()) {
            assertThat(PsidMask.isOfTcg(AtaTrusted.receive(mode, 1, 1, 4).block()))
                    .isTrue();
            assertThat(PsidMask.isOfTcg(
                            AtaTrusted.send(mode, 2, 0x1000, new byte[512]).block()))
                    .isTrue();
            assertThat(PsidMask.isOfTcg(AtaTrusted.receive(mode, 0, 0, 1).block()))
                    .isFalse();
        }
        for (int command = 0x5c; command <= 0x5f; command++) {
            byte[] twelve = HexFormat.of().parseHex("a10a06010100fe07005c0000");
            twelve[9] = (byte) command;
            assertThat(PsidMask.isOfTcg(twelve)).as("as sedutil sends it").isTrue();
        }
        assertThat(PsidMask.isOfTcg(HexFormat.of().parseHex("a1080e010100000000ec0000")))
                .isFalse();
        assertThat(PsidMask.isOfTcg(AtaInquiry.identify().block())).isFalse();
        assertThat(PsidMask.isOfTcg(NvmeSecurity.receive(0, 0, 512).structure(0)))
                .isFalse();
        assertThat(PsidMask.isOfTcg(ScsiSecurity.in(0xef, 0, 1).block())).isFalse();
        assertThat(PsidMask.isOfTcg(NvmeCommands.identifyController().structure(0)))
                .isFalse();
        assertThat(PsidMask.isOfTcg(ScsiInquiry.inquiry().block())).isFalse();
        assertThat(PsidMask.isOfTcg(new byte[0])).isFalse();
    }
}
