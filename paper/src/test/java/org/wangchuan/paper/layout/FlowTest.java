package org.wangchuan.paper.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wangchuan.paper.pdf.Canvas;

class FlowTest {
    private final List<Double> drawnAt = new ArrayList<>();

    /** Remembers where it was drawn. */
    private record Block(double height, List<Double> drawnAt) implements Strip {
        @Override
        public void draw(Canvas canvas, double x, double top) {
            drawnAt.add(top);
        }
    }

    private Block block(double height) {
        return new Block(height, drawnAt);
    }

    @Test
    void a_strip_that_does_not_fit_begins_the_next_page() {
        Flow flow = new Flow(0, 100, 0);
        flow.add(List.of(block(60), block(60), block(40), block(1)));

        assertThat(drawnAt).containsExactly(100.0, 100.0, 40.0, 100.0);
        assertThat(flow.pages()).hasSize(3);
    }

    @Test
    void what_is_kept_together_is_broken_only_if_no_page_is_long_enough() {
        Flow flow = new Flow(0, 100, 0);
        flow.add(List.of(block(50), new Together(List.of(block(30), block(30)))));
        flow.add(List.of(new Together(List.of(block(70), block(70)))));

        assertThat(drawnAt).containsExactly(100.0, 100.0, 70.0, 100.0, 100.0);
        assertThat(flow.pages()).hasSize(4);
    }

    @Test
    void the_left_column_goes_on_where_the_right_one_still_fits() {
        Flow flow = new Flow(0, 100, 0);
        Together left = new Together(List.of(block(40), block(40), block(40)));
        flow.add(List.of(block(10), new Columns(left, 50, new Together(List.of(block(80))))));

        assertThat(drawnAt).containsExactly(100.0, 90.0, 50.0, 90.0, 100.0);
        assertThat(flow.pages()).hasSize(2);
    }

    @Test
    void columns_longer_than_any_page_are_laid_one_below_the_other() {
        Flow flow = new Flow(0, 100, 0);
        Together tall = new Together(List.of(block(60), block(60)));
        flow.add(List.of(new Columns(tall, 50, tall)));

        assertThat(drawnAt).containsExactly(100.0, 100.0, 100.0, 100.0);
    }

    @Test
    void where_the_right_column_does_not_fit_it_stands_beside_the_rest_of_the_left_one() {
        Flow flow = new Flow(0, 100, 0);
        Together left = new Together(List.of(block(40), block(40)));
        flow.add(List.of(block(50), new Columns(left, 50, new Together(List.of(block(60))))));

        assertThat(drawnAt).containsExactly(100.0, 50.0, 100.0, 100.0);
        assertThat(flow.pages()).hasSize(2);
    }

    @Test
    void a_gap_alone_is_no_reason_to_part_the_columns() {
        Flow flow = new Flow(0, 100, 0);
        Together left = new Together(List.of(new Gap(8), block(40)));
        flow.add(List.of(block(90), new Columns(left, 50, new Together(List.of(new Gap(8), block(60))))));

        assertThat(drawnAt).containsExactly(100.0, 92.0, 92.0);
        assertThat(flow.pages()).hasSize(2);
    }

    @Test
    void a_heading_is_not_parted_from_what_it_heads() {
        Flow flow = new Flow(0, 100, 0);
        flow.add(List.of(block(70)));
        flow.add(Together.first(2, List.of(block(20), block(20), block(20))));

        assertThat(drawnAt).containsExactly(100.0, 100.0, 80.0, 60.0);
        assertThat(Together.first(2, List.of(block(1)))).hasSize(1);
    }

    @Test
    void the_head_of_a_table_is_repeated_on_each_page_that_it_goes_on_to() {
        Flow flow = new Flow(0, 100, 0);
        List<Strip> rows = List.of(block(30), block(30), block(30), block(30), block(30), block(30));
        flow.add(Headed.rows(block(20), block(10), rows));

        assertThat(drawnAt).containsExactly(100.0, 80.0, 50.0, 100.0, 90.0, 60.0, 30.0, 100.0, 90.0);
        assertThat(flow.pages()).hasSize(3);
    }
}
