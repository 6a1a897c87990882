package org.wangchuan.lab.tcmu;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offsets of the ring are those of the kernel's header, as a compiler sees them. */
@Tag("slow")
class CommandRingLayoutTest {
    @TempDir
    private Path folder;

    @Test
    void offsetsAreThoseOfTheHeader() throws Exception {
        String program = """
                #include <stdio.h>
                #include <stddef.h>
                #include <linux/types.h>
                #include <linux/target_core_user.h>
                int main(void) {
                    printf("%%zu %%zu %%zu %%zu %%zu %%zu %%zu %%zu %%zu\\n",
                        offsetof(struct tcmu_mailbox, cmdr_off), offsetof(struct tcmu_mailbox, cmdr_size),
                        offsetof(struct tcmu_mailbox, cmd_head), offsetof(struct tcmu_mailbox, cmd_tail),
                        offsetof(struct tcmu_cmd_entry, req.iov_cnt), offsetof(struct tcmu_cmd_entry, req.cdb_off),
                        offsetof(struct tcmu_cmd_entry, req.iov), offsetof(struct tcmu_cmd_entry, rsp.scsi_status),
                        offsetof(struct tcmu_cmd_entry, rsp.sense_buffer));
                    return 0;
                }
                """.formatted();
        Path source = Files.writeString(folder.resolve("layout.c"), program);
        Path binary = folder.resolve("layout");
        Process compiler = new ProcessBuilder("gcc", "-o", binary.toString(), source.toString())
                .inheritIO()
                .start();
        assertThat(compiler.waitFor()).isZero();
        Process run = new ProcessBuilder(binary.toString()).start();
        String said = new String(run.getInputStream().readAllBytes(), StandardCharsets.US_ASCII).strip();
        assertThat(said).isEqualTo(CommandRing.layout());
    }
}
