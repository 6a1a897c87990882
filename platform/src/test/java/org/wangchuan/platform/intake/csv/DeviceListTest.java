package org.wangchuan.platform.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceListTest {
    private static final Map<String, String> SHARED =
            Map.of("channel", "institution", "presenter", "employee", "policy", "gb-46864-2025", "secrets", "no");

    @Test
    void readsWhatSpreadsheetsWrite() {
        String plain = """
                Kind,Brand,Model,Serial,Drives,Drive serials,Weight,Reference
                laptop,Lenovo,"T14, gen 3",PF1,2,D1;D2,1.46,IT-1

                Desktop,HP,EliteDesk,PF2,,,"7,2",IT-2
                """;
        for (String text : new String[] {plain, "\uFEFF" + plain, plain.replace("\n", "\r\n")}) {
            DeviceList list = read(text.getBytes(StandardCharsets.UTF_8));
            assertThat(list.problems()).isEmpty();
            assertThat(list.rows()).hasSize(2);
            assertThat(list.rows().getFirst().reference()).isEqualTo(Optional.of("IT-1"));
            assertThat(list.rows().getFirst().form().get("model")).isEqualTo("T14, gen 3");
            assertThat(list.rows().getFirst().form().get("drive-serials")).isEqualTo("D1\nD2");
            assertThat(list.rows().getLast().form().get("kind")).isEqualTo("desktop");
        }
    }

    @Test
    void readsWhatChineseSpreadsheetsWrite() {
        String text = "类型;品牌;型号;资产编号\n笔记本电脑;联想;小新;信-1\n手机;华为;Mate 30;信-2\n";
        for (Charset charset :
                new Charset[] {StandardCharsets.UTF_8, Charset.forName("GB18030"), Charset.forName("GBK")}) {
            DeviceList list = read(text.getBytes(charset));
            assertThat(list.problems()).as(charset.name()).isEmpty();
            assertThat(list.rows().getFirst().form().get("brand")).isEqualTo("联想");
            assertThat(list.rows().getLast().form().get("kind")).isEqualTo("phone");
        }
        assertThat(read(text.replace(';', '\t').getBytes(StandardCharsets.UTF_8))
                        .rows())
                .hasSize(2);
    }

    @Test
    void oneNumberIsTwiceInAListHoweverItIsWritten() {
        String text = """
                kind;brand;model;serial
                phone;A;B;490154203237518
                phone;A;B;IMEI: 49 015420 323751 8
                laptop;A;B;PF-1
                laptop;A;B;pf-1
                """;
        assertThat(read(text.getBytes(StandardCharsets.UTF_8)).problems())
                .extracting(problem -> problem.row() + " " + problem.code() + " " + problem.detail())
                .containsExactly("3 SERIAL_TWICE 2", "5 SERIAL_TWICE 4");
    }

    /** In GB 18030 the bytes of Latin-1 make characters, too: others than were written. */
    @Test
    void doesNotGuessAtLettersOfOtherLanguages() {
        String text = "kind;brand;model\nlaptop;Äpple;Blöd\n";
        String korean = "kind;brand;model\nphone;삼성전자;갤럭시\n";
        for (byte[] guess : List.of(
                text.getBytes(StandardCharsets.ISO_8859_1),
                korean.getBytes(Charset.forName("EUC-KR")),
                "kind;brand;model\nlaptop;ноутбуки;x\n".getBytes(Charset.forName("windows-1251")))) {
            assertThat(read(guess).problems()).containsExactly(new RowProblem(0, "ENCODING_UNSURE", ""));
        }
        assertThat(read(text.getBytes(StandardCharsets.UTF_8)).problems()).isEmpty();
    }

    /** As at the counter: a number that can't be right is taken if somebody says that it stands there like that. */
    @Test
    void anImeiWhoseCheckDigitDoesNotFitIsAMistakeUntilItIsCompared() {
        String list = "kind,brand,model,serial,number-checked\nphone,Xiaomi,Mi 10,356938035643801,";
        assertThat(read(list.getBytes(StandardCharsets.UTF_8)).problems())
                .containsExactly(new RowProblem(2, "IMEI", ""));
        assertThat(read((list + "yes").getBytes(StandardCharsets.UTF_8)).problems())
                .isEmpty();
        assertThat(read(list.replace("356938035643801", "354820110000018").getBytes(StandardCharsets.UTF_8))
                        .problems())
                .isEmpty();
    }

    /** It stands in another column than what is said of condition, brand and model. */
    @Test
    void aPersonsNumberIsToldByItsOwnWords() {
        String phone = "kind,brand,model,serial\nphone,Xiaomi,Mi 10,13912345678\n";
        assertThat(read(phone.getBytes(StandardCharsets.UTF_8)).problems())
                .containsExactly(new RowProblem(2, "OF_A_PERSON", ""));
        assertThat(read(phone.replace("1391", "S/N: 1391").getBytes(StandardCharsets.UTF_8))
                        .problems())
                .isEmpty();
        assertThat(read("kind,brand,model,drive-serials\nlaptop,a,b,11010519491231002X\n"
                                .getBytes(StandardCharsets.UTF_8))
                        .problems())
                .containsExactly(new RowProblem(2, "OF_A_PERSON", ""));
    }

    @Test
    void tellsAllMistakesAtOnceAndTakesNothing() {
        DeviceList list = read("""
                kind,brand,model,serial,drives,drive-serials,weight,condition
                laptop,Lenovo,T14,S1,1,,1.4,
                toaster,Lenovo,T14,S2,,,,
                laptop,,T14,S3,65,,,
                laptop,HP,X,s1,1,A B,heavy,call 138 0013 8000
                """.getBytes(StandardCharsets.UTF_8));
        assertThat(list.rows()).isEmpty();
        assertThat(list.problems())
                .extracting(problem -> problem.row() + " " + problem.code() + " " + problem.detail())
                .containsExactly(
                        "3 KIND toaster",
                        "4 BRAND ",
                        "4 DRIVES ",
                        "5 DRIVES ",
                        "5 PERSONAL ",
                        "5 WEIGHT ",
                        "5 SERIAL_TWICE 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "brand,model|1 COLUMN_MISSING kind",
                "kind,brand,model,colour|1 COLUMN_UNKNOWN colour",
                "kind,brand,model,Kind|1 COLUMN_TWICE Kind",
                "kind,brand,model|0 EMPTY ",
                "kind,brand,model\\nlaptop,\"HP|0 FORMAT ",
                "\\0|0 ENCODING ",
            })
    void refusesWhatIsNoList(String text, String expected) {
        String file = text.replace("\\n", "\n").replace("\\0", "\0");
        assertThat(read(file.getBytes(StandardCharsets.UTF_8)).problems())
                .extracting(problem -> problem.row() + " " + problem.code() + " " + problem.detail())
                .contains(
                        expected.endsWith(" ")
                                ? expected
                                : expected.strip().matches(".* [A-Z_]+") ? expected + " " : expected);
    }

    @Test
    void aReferenceIsNoTelephoneNumber() {
        assertThat(read("kind,brand,model,reference\nlaptop,a,b,Zhang 13800138000\n".getBytes(StandardCharsets.UTF_8))
                        .problems())
                .extracting(RowProblem::code)
                .containsExactly("REFERENCE_PERSONAL");
    }

    @Test
    void hasLimits() {
        String row = "laptop,a,b\n";
        assertThat(read(("kind,brand,model\n" + row.repeat(DeviceList.ROWS_MAX)).getBytes(StandardCharsets.UTF_8))
                        .rows())
                .hasSize(DeviceList.ROWS_MAX);
        assertThat(read(("kind,brand,model\n" + row.repeat(DeviceList.ROWS_MAX + 1)).getBytes(StandardCharsets.UTF_8))
                        .problems())
                .extracting(RowProblem::code)
                .containsExactly("TOO_MANY");
        assertThat(read(new byte[DeviceList.BYTES_MAX + 1]).problems())
                .extracting(RowProblem::code)
                .containsExactly("TOO_LARGE");
        assertThat(read(("kind,brand,model\n" + "x,,\n".repeat(5_000)).getBytes(StandardCharsets.UTF_8))
                        .problems())
                .hasSize(DeviceList.PROBLEMS_MAX);
    }

    /** Each of these is one row: what is shown of it is no longer than of a thousand. */
    @Test
    void oneRowTellsNoMoreThanAllMayTell() {
        assertThat(read("a,".repeat(DeviceList.BYTES_MAX / 2).getBytes(StandardCharsets.UTF_8))
                        .problems())
                .hasSize(DeviceList.PROBLEMS_MAX);

        String serials = IntStream.range(0, 60_000).mapToObj(i -> "D" + i).collect(Collectors.joining(";"));
        assertThat(read(("kind,brand,model,drive-serials\nlaptop,a,b," + serials + "\nlaptop,a,b," + serials + "\n")
                                .getBytes(StandardCharsets.UTF_8))
                        .problems())
                .hasSize(66)
                .filteredOn(problem -> problem.code().equals("DRIVES"))
                .extracting(RowProblem::row)
                .containsExactly(2, 3);
    }

    private static DeviceList read(byte[] file) {
        return DeviceList.read(file, SHARED);
    }
}
