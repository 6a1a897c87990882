package org.wangchuan.acceptance.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.PaddingLayout;
import java.lang.foreign.StructLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.acceptance.disk.CommandLine;

/** Needs a C compiler, which a quick run may not have. */
@Tag("slow")
class FuseStructsTest {

    @Test
    void theLayoutsAreThoseOfTheCompilerAndTheKernelHeader(@TempDir Path folder) throws IOException {
        List<String> expected = new ArrayList<>();
        StringBuilder program = new StringBuilder("""
                #include <linux/fuse.h>
                #include <stddef.h>
                #include <stdio.h>
                #define AT(s, m) printf(#s "." #m " %zu\\n", offsetof(struct s, m))
                #define SIZE(s) printf(#s " %zu\\n", sizeof(struct s))
                int main(void) {
                """);
        for (StructLayout struct : FuseStructs.ALL) {
            String name = struct.name().orElseThrow();
            for (MemoryLayout member : struct.memberLayouts()) {
                if (member instanceof PaddingLayout) {
                    continue;
                }
                String memberName = member.name().orElseThrow();
                program.append("AT(%s, %s);%n".formatted(name, memberName));
                expected.add("%s.%s %d".formatted(name, memberName, FuseStructs.at(struct, memberName)));
            }
            program.append("SIZE(%s);%n".formatted(name));
            expected.add("%s %d".formatted(name, struct.byteSize()));
        }
        // fuse_read_in is read through the layout of fuse_write_in.
        program.append("AT(fuse_read_in, offset);\nAT(fuse_read_in, size);\n");
        expected.add("fuse_read_in.offset " + FuseStructs.at(FuseStructs.TRANSFER_IN, "offset"));
        expected.add("fuse_read_in.size " + FuseStructs.at(FuseStructs.TRANSFER_IN, "size"));
        for (Opcode opcode : Opcode.values()) {
            if (opcode != Opcode.UNKNOWN) {
                program.append("printf(\"%s %%d\\n\", FUSE_%s);%n".formatted(opcode, opcode));
                expected.add(opcode + " " + opcode.number());
            }
        }
        Path source = Files.writeString(folder.resolve("offsets.c"), program.append("return 0; }\n"));
        Path binary = folder.resolve("offsets");
        CommandLine.run("cc", "-o", binary.toString(), source.toString());
        assertThat(CommandLine.run(binary.toString()).lines()).containsExactlyElementsOf(expected);
    }
}
