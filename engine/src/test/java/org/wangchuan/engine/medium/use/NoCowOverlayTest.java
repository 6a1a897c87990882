package org.wangchuan.engine.medium.use;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wangchuan.engine.medium.open.Openings.examined;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.engine.kernel.Kernel;
import org.wangchuan.engine.kernel.Requests;
import org.wangchuan.engine.medium.Obstacle;
import org.wangchuan.engine.medium.Obstacle.Code;
import org.wangchuan.engine.medium.sysfs.SystemFiles;
import org.wangchuan.engine.medium.testing.FaultyKernel;
import org.wangchuan.engine.medium.testing.Program;

/** A file of the upper layer of an overlay has what it held before in the lower one, whatever its own file system says of how it writes. */
class NoCowOverlayTest {
    @TempDir
    Path folder;

    @Test
    void anOverlayOverAFileThatIsWrittenInPlaceKeepsTheLowerOne() throws Exception {
        Path lower = Files.createDirectory(folder.resolve("lower"));
        Path upper = Files.createDirectory(folder.resolve("upper"));
        Path work = Files.createDirectory(folder.resolve("work"));
        Path both = Files.createDirectory(folder.resolve("both"));
        Files.write(lower.resolve("image"), new byte[8192]);
        Program.run(
                "mount",
                "-t",
                "overlay",
                "none",
                "-o",
                "lowerdir=" + lower + ",upperdir=" + upper + ",workdir=" + work,
                both.toString());
        try {
            Path image = both.resolve("image");
            Files.write(image, new byte[8192]);
            FaultyKernel kernel = new FaultyKernel(Kernel.system());
            kernel.addInodeFlags(Requests.FS_NOCOW_FL); // as btrfs answers for it, chattr +C or mounted nodatacow
            assertThat(new FileLayoutCheck(kernel, SystemFiles.real(), false).check(examined(image)))
                    .extracting(Obstacle::code)
                    .contains(Code.COPY_ON_WRITE);
        } finally {
            Program.run("umount", both.toString());
        }
    }
}
