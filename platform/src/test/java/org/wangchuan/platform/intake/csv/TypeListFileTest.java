package org.wangchuan.platform.intake.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wangchuan.platform.custody.TypeLists;

/** A list of types comes from a spreadsheet or from somebody with bad intentions; it is taken as a whole, or each mistake is named with its row. */
final class TypeListFileTest {
    private static final String HEAD = "tac,brand,model\n";
    private static final int TEN_MB = 10_000_000;

    @Test
    void whatSpreadsheetsWriteIsRead() throws Exception {
        List<TypeLists.Row> expected = List.of(
                new TypeLists.Row("01234567", "Apple", "iPhone 12"), new TypeLists.Row("86499900", "华为", "nova 9, 5G"));
        String plain = "TAC,Brand Name,model_name\n01234567,Apple,iPhone 12\n\n 86499900 ,华为,\"nova 9, 5G\"\n";
        assertThat(read(plain).rows()).isEqualTo(expected);
        assertThat(read("\uFEFF" + plain.replace("\n", "\r\n")).rows()).isEqualTo(expected);
        // The zero at the beginning, as spreadsheets are told to keep it; and what else the list knows.
        assertThat(
                        read("bands;型号分配码（TAC）;year;型号;品牌\nx;=\"01234567\";2020;iPhone 12;Apple\ny;\"86499900\";;nova 9, 5G;华为\n")
                                .rows())
                .isEqualTo(expected);
        assertThat(read(plain.replace("TAC,", "号段,")).rows()).as("as some say").isEqualTo(expected);
        byte[] chinese = "型号分配码,品牌,型号\n01234567,Apple,iPhone 12\n86499900,华为,\"nova 9, 5G\""
                .getBytes(Charset.forName("GB18030"));
        TypeListFile read = TypeListFile.read(() -> new ByteArrayInputStream(chinese));
        assertThat(read.rows()).isEqualTo(expected);
        assertThat(read.digest().toBytes())
                .isEqualTo(MessageDigest.getInstance("SHA-256").digest(chinese));
    }

    @Test
    void lettersThatMayBeOthersAreNotGuessedAt() throws Exception {
        byte[] french = (HEAD + "01234567,Apple,téléphone\n").getBytes(StandardCharsets.ISO_8859_1);
        assertThat(codes(TypeListFile.read(() -> new ByteArrayInputStream(french))))
                .containsExactly("0 ENCODING_UNSURE");
        assertThat(codes(HEAD + "01234567,Apple,iPhone\0 12\n")).containsExactly("0 ENCODING");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "1234567,Apple,iPhone 12|TAC_SHORT",
                "1,Apple,iPhone 12|TAC_SHORT",
                "123456789,Apple,iPhone 12|TAC",
                "1234567x,Apple,iPhone 12|TAC",
                "０１２３４５６７,Apple,iPhone 12|TAC",
                ",Apple,iPhone 12|TAC",
                "\"=\"\"1234567\"\"\",Apple,iPhone 12|TAC_SHORT",
                "490154203237518,Apple,iPhone 12|WHOLE_NUMBER",
                "49-015420-323751-8,Apple,iPhone 12|WHOLE_NUMBER",
                "４９０１５４２０３２３７５１８,Apple,iPhone 12|WHOLE_NUMBER",
                "49015420323751,Apple,iPhone 12|WHOLE_NUMBER",
                "4901542032375101,Apple,iPhone 12|WHOLE_NUMBER",
                "01234567,Apple,IMEI 490154203237518|WHOLE_NUMBER",
                "01234567,490154203237518,iPhone 12|WHOLE_NUMBER",
                "01234567,,iPhone 12|BRAND",
                "01234567,Apple|MODEL",
                "01234567,Ap\u202Eelp,iPhone 12|BRAND",
                "01234567,Apple,iPhone\u200F 12|MODEL",
                "01234567,=1+1,iPhone 12|FORMULA",
                "01234567,Apple,\"=HYPERLINK(\"\"https://x\"\",\"\"y\"\")\"|FORMULA",
                "01234567,@SUM(1),iPhone 12|FORMULA",
                "01234567,Apple,＝1|FORMULA",
                "01234567,Apple,-|FORMULA",
                "01234567,Apple,13800138000 call me|PERSONAL",
                "01234567,a@example.com,iPhone 12|PERSONAL",
            })
    void eachMistakeIsNamedWithItsRowAndNothingOfIt(String row, String code) throws Exception {
        TypeListFile read = read(HEAD + "35209900,Apple,iPhone 11\n" + row + "\n86499900,HUAWEI,nova 9\n");
        assertThat(codes(read)).containsExactly("3 " + code);
        assertThat(read.rows()).isEmpty();
        assertThat(read.problems().getFirst().detail()).isEmpty();
    }

    @Test
    void namesAreAsLongAsAtTheCounter() throws Exception {
        assertThat(read(HEAD + "01234567," + "b".repeat(60) + "," + "m".repeat(60))
                        .problems())
                .isEmpty();
        assertThat(codes(HEAD + "01234567," + "b".repeat(61) + "," + "m".repeat(61)))
                .containsExactly("2 BRAND", "2 MODEL");
        assertThat(codes(HEAD + "01234567,Apple,\"two\nlines\"")).containsExactly("2 MODEL");
    }

    @Test
    void oneTypeIsCalledOneThing() throws Exception {
        assertThat(read(HEAD + "01234567,Apple,iPhone 12\n01234567,apple, iPhone12\n")
                        .rows())
                .as("the same")
                .hasSize(1);
        TypeListFile read = read(HEAD + "01234567,Apple,iPhone 12\n86499900,HUAWEI,P40\n01234567,Apple,iPhone 13\n");
        assertThat(codes(read)).containsExactly("4 TYPE_TWICE");
        assertThat(read.problems().getFirst().detail()).isEqualTo("2");
    }

    @Test
    void theColumnsHaveToBeThere() throws Exception {
        assertThat(codes("01234567,Apple,iPhone 12\n"))
                .containsExactly("1 COLUMN_MISSING", "1 COLUMN_MISSING", "1 COLUMN_MISSING");
        assertThat(codes("tac,TAC,brand,model\n01234567,01234567,a,b\n")).containsExactly("1 COLUMN_TWICE");
        assertThat(codes("")).containsExactly("0 EMPTY");
        assertThat(codes(HEAD + "\n,,\n")).containsExactly("0 EMPTY");
    }

    @Test
    void aBrokenQuotationIsNamedWithItsRow() throws Exception {
        String good = HEAD + "01234567,Apple,iPhone 12\n";
        assertThat(codes(good + "86499900,\"HUA\"WEI\",nova 9\n")).containsExactly("3 FORMAT");
        assertThat(codes(good + "86499900,\"\"\"\"HUAWEI,nova 9\n")).containsExactly("3 FORMAT");
        assertThat(codes(good + "86499900,\"HUAWEI,nova 9\n35209900,Apple,iPhone\n"))
                .containsExactly("3 FORMAT");
        assertThat(read(HEAD + "01234567,\"A \"\"B\"\" \"\"\"\"\",12\" tablet\n")
                        .rows())
                .containsExactly(new TypeLists.Row("01234567", "A \"B\" \"\"", "12\" tablet"));
    }

    /** As one cell, as millions of cells, and with ends of lines that stand in quotes and end nothing. */
    @Test
    @Tag("slow")
    void aRowWithoutAnEndIsNotRead() throws Exception {
        String good = HEAD + "01234567,Apple,iPhone 12\n".repeat(500);
        for (String part : List.of("x", ",", ",\"\n\"", "\"\",", "\"\"\n,")) {
            String row = part.repeat(TEN_MB / part.length());
            boolean isOpen = part.equals("\"\"\n,"); // of which each line would end without a mark before it
            assertThat(codes(good + (isOpen ? "\"" : "") + row)).as(part).containsExactly("502 ROW");
            assertThat(codes((isOpen ? "\"" : "") + row)).as(part).containsExactly("1 ROW");
        }
        assertThat(codes(good + "\"" + "x".repeat(TEN_MB))).containsExactly("502 ROW");
        assertThat(codes(good + "\"" + "x\"".repeat(TEN_MB / 2))).containsExactly("502 FORMAT");
    }

    /** Quotation marks within a cell end no row, and begin none. */
    @Test
    void aRowIsCountedByItself() throws Exception {
        StringBuilder many = new StringBuilder(HEAD);
        for (int i = 0; i < 5_000; i++) {
            many.append(String.format("%08d,Brand \"%d,12\" tablet%n", i, i % 7).replace("\r", ""));
        }
        assertThat(read(many.toString()).rows()).hasSize(5_000);
    }

    @Test
    void anEndlessFileIsReadNoFurtherThanItMayBe() throws Exception {
        AtomicLong given = new AtomicLong();
        TypeListFile read = TypeListFile.read(() -> new InputStream() {
            @Override
            public int read() {
                given.incrementAndGet();
                return 'x';
            }

            @Override
            public int read(byte[] into, int from, int length) {
                given.addAndGet(length);
                Arrays.fill(into, from, from + length, (byte) 'x');
                return length;
            }
        });
        assertThat(codes(read)).containsExactly("0 TOO_LARGE");
        assertThat(given.get()).isLessThan(TypeListFile.BYTES_MAX + (1L << 18));
    }

    @Test
    @Tag("slow")
    void moreRowsThanAListMayHave() throws Exception {
        StringBuilder all = new StringBuilder(HEAD);
        for (int i = 0; i < TypeListFile.ROWS_MAX; i++) {
            all.append(String.format("%08d,A,B%n", i).replace("\r", ""));
        }
        assertThat(read(all.toString()).rows()).hasSize(TypeListFile.ROWS_MAX);
        assertThat(codes(all + "99999999,A,B\n")).containsExactly("300002 TOO_MANY");
        assertThat(codes(HEAD + "\n".repeat(TEN_MB))).containsExactly("300002 TOO_MANY");
        assertThat(codes(HEAD + "x,A,B\n".repeat(1_000))).hasSize(DeviceList.PROBLEMS_MAX);
    }

    /** Whatever it is: rows or mistakes, never both, and no row that could not be shown at the counter. */
    @Test
    void whateverIsSentIsReadOrRefused() throws Exception {
        long seed = new Random().nextLong();
        System.out.println("TypeListFileTest seed " + seed);
        Random random = new Random(seed);
        String signs = "0123456789,;\t\"\n\r=+-@ aé华\u202E\uFEFF";
        for (int i = 0; i < 3_000; i++) {
            byte[] file = random.nextBoolean() ? bytes(random) : changed(random, signs);
            TypeListFile read = TypeListFile.read(() -> new ByteArrayInputStream(file));
            assertThat(read.rows().isEmpty())
                    .as("seed %d", seed)
                    .isNotEqualTo(read.problems().isEmpty());
            for (TypeLists.Row row : read.rows()) {
                assertThat(row.type()).as("seed %d", seed).matches("[0-9]{8}");
                assertThat(row.brand())
                        .as("seed %d", seed)
                        .doesNotContain("\u202E", "\n")
                        .isNotBlank();
            }
        }
    }

    private static byte[] bytes(Random random) {
        byte[] out = new byte[random.nextInt(200)];
        random.nextBytes(out);
        return out;
    }

    private static byte[] changed(Random random, String signs) {
        StringBuilder out = new StringBuilder(HEAD + "01234567,Apple,\"iPhone 12\"\n86499900,HUAWEI,nova 9\n");
        for (int n = random.nextInt(4); n > 0; n--) {
            out.insert(random.nextInt(out.length()), signs.charAt(random.nextInt(signs.length())));
        }
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static TypeListFile read(String text) throws IOException {
        byte[] file = text.getBytes(StandardCharsets.UTF_8);
        return TypeListFile.read(() -> new ByteArrayInputStream(file));
    }

    private static List<String> codes(String text) throws IOException {
        return codes(read(text));
    }

    private static List<String> codes(TypeListFile read) {
        List<String> out = new ArrayList<>();
        read.problems().forEach(one -> out.add(one.row() + " " + one.code()));
        return out;
    }
}
