package org.wangchuan.station.erase;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wangchuan.engine.job.EraseJob;

/**
 * Whatever engine and station say can be read at a counter, at a lane or on a page, where nobody has a command line: the options of one stand in what is typed at a terminal, and in no
 * reason. Walks every text that their classes hold.
 */
class WordsWithoutCommandLineTest {
    private static final Pattern OPTION = Pattern.compile("(?<![-\\w])--[a-z]");

    /** What is typed, at a terminal or by the program itself, and is not read elsewhere. */
    private static final Set<String> TYPED = Set.of(
            "org.wangchuan.station.erase.Beside: --also ",
            "org.wangchuan.station.erase.Examiner: --resume ",
            "org.wangchuan.station.erase.JobTicket: --policy ",
            "org.wangchuan.station.erase.JobTicket: --medium ",
            "org.wangchuan.station.phone.PhoneRefusals: ./wangchuan phones erase --resume ",
            "org.wangchuan.engine.phone.read.AndroidHolders: --uri ",
            "org.wangchuan.engine.phone.read.AndroidHolders: --projection ");

    /** Of another program, which whoever administers the station's computer has to start otherwise: the phones at its counter are asked nothing until then. */
    private static final Pattern OF_USBMUXD = Pattern.compile("--user usbmux --systemd|--no-preflight");

    @Test
    void noReasonNamesAnOption() throws Exception {
        List<String> met = new ArrayList<>();
        int texts = texts(EraseJob.class, met) + texts(Refusal.class, met);
        assertThat(texts).as("texts that were looked at").isGreaterThan(5_000);
        Set<String> expected = new TreeSet<>(TYPED);
        Set<String> found = new TreeSet<>();
        for (String one : met) {
            found.add(TYPED.stream().filter(one::startsWith).findFirst().orElse(one));
        }
        assertThat(found).isEqualTo(expected);
    }

    private static int texts(Class<?> one, List<String> met) throws IOException, URISyntaxException {
        URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
        Path path = Path.of(place);
        if (Files.isDirectory(path)) {
            return textsBelow(path, met);
        }
        try (FileSystem jar = FileSystems.newFileSystem(path)) {
            return textsBelow(jar.getPath("/"), met);
        }
    }

    private static int textsBelow(Path root, List<String> met) throws IOException {
        int texts = 0;
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(one -> one.toString().endsWith(".class"))
                    .filter(one -> !one.toString().endsWith("module-info.class"))
                    .toList()) {
                texts += textsOf(Files.readAllBytes(file), met);
            }
        }
        return texts;
    }

    private static int textsOf(byte[] bytes, List<String> met) {
        var model = ClassFile.of().parse(bytes);
        String name = model.thisClass().asInternalName().replace('/', '.');
        int texts = 0;
        for (PoolEntry entry : model.constantPool()) {
            if (entry instanceof StringEntry text) {
                texts++;
                // What is put together has a mark where something is put in.
                String said = text.stringValue().replace('\001', ' ').strip();
                if (OPTION.matcher(OF_USBMUXD.matcher(said).replaceAll("")).find()) {
                    met.add(name + ": " + said + " ");
                }
            }
        }
        return texts;
    }
}
