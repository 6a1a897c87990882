package org.wangchuan.cli.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wangchuan.cli.service.ExitCode;
import org.wangchuan.cli.service.UserError;
import org.wangchuan.page.VerificationPage;

class PageFileTest {
    @TempDir
    Path folder;

    @Test
    void writesThePageAndPrintsTheDigestThatIsPublished() throws IOException, UserError {
        Path file = folder.resolve("page.html");
        CheckFixture fixture = new CheckFixture(folder);

        assertThat(new PageFile().write(file, fixture.context)).isEqualTo(ExitCode.OK);

        assertThat(file).hasBinaryContent(VerificationPage.bytes());
        String published = Files.readString(Path.of("../page/verify.html.sha256"));
        assertThat(published).matches("[0-9a-f]{64}  verify\\.html\n");
        assertThat(fixture.out()).isEqualTo(published.substring(0, 64) + "  " + file + "\n");
    }

    @Test
    void theSamePageOnceMoreIsFine() throws UserError {
        Path file = folder.resolve("page.html");
        CheckFixture fixture = new CheckFixture(folder);
        new PageFile().write(file, fixture.context);

        assertThat(new PageFile().write(file, fixture.context)).isEqualTo(ExitCode.OK);

        assertThat(fixture.out().lines().distinct()).hasSize(1);
        assertThat(fixture.out().lines()).hasSize(2);
    }

    @Test
    void anotherFileIsLeftAloneAndNoLinkIsFollowed() throws IOException {
        Path other = Files.writeString(folder.resolve("thesis.html"), "years of work");
        Path link = Files.createSymbolicLink(folder.resolve("link.html"), folder.resolve("nowhere"));

        for (Path file : new Path[] {other, link, folder}) {
            UserError error = catchThrowableOfType(
                    UserError.class, () -> new PageFile().write(file, new CheckFixture(folder).context));
            assertThat(error.code()).as(file.toString()).isEqualTo("FILE_EXISTS");
            assertThat(error.exit()).isEqualTo(ExitCode.REFUSED);
        }
        assertThat(other).hasContent("years of work");
        assertThat(folder.resolve("nowhere")).doesNotExist();
    }

    @Test
    void aFolderThatIsNotThereIsSaidToBeTheMatter() {
        UserError error = catchThrowableOfType(
                UserError.class,
                () -> new PageFile().write(folder.resolve("none/page.html"), new CheckFixture(folder).context));

        assertThat(error.code()).isEqualTo("CANNOT_WRITE");
        assertThat(error.exit()).isEqualTo(ExitCode.USAGE);
    }
}
