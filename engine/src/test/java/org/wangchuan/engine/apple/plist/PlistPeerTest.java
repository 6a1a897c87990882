package org.wangchuan.engine.apple.plist;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.medium.testing.Program;

/** libplist reads what is written here, and the other way round, in both forms. */
@Tag("slow")
class PlistPeerTest {
    @TempDir
    Path folder;

    @Test
    void ourXmlBecomesTheirBinary() throws IOException, PlistException {
        assertThat(Plist.read(converted(Plist.writeXml(PlistTest.everything()), "bin"), PlistLimits.MESSAGE))
                .isEqualTo(PlistTest.everything());
    }

    @Test
    void ourBinaryBecomesTheirXml() throws IOException, PlistException {
        assertThat(Plist.read(converted(Plist.writeBinary(PlistTest.everything()), "xml"), PlistLimits.MESSAGE))
                .isEqualTo(PlistTest.everything());
    }

    @Test
    void ourXmlBecomesTheirXml() throws IOException, PlistException {
        byte[] theirs = converted(Plist.writeXml(PlistTest.everything()), "xml");
        assertThat(Plist.read(theirs, PlistLimits.MESSAGE)).isEqualTo(PlistTest.everything());
    }

    @Test
    void ourBinaryBecomesTheirBinary() throws IOException, PlistException {
        byte[] theirs = converted(Plist.writeBinary(PlistTest.everything()), "bin");
        assertThat(Plist.read(theirs, PlistLimits.MESSAGE)).isEqualTo(PlistTest.everything());
    }

    private byte[] converted(byte[] ours, String form) throws IOException {
        Path in = folder.resolve("ours.plist");
        Path out = folder.resolve("theirs.plist");
        Files.write(in, ours);
        Program.run("plistutil", "-i", in.toString(), "-f", form, "-o", out.toString());
        byte[] theirs = Files.readAllBytes(out);
        assertThat(BinaryPlistReader.isBinary(theirs)).isEqualTo(form.equals("bin"));
        return theirs;
    }
}
