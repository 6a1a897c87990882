package org.wangchuan.platform.testing;

import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** How the database finds what a query asks for. */
public final class Plans {
    private static final List<String> WAYS_AROUND_AN_INDEX =
            List.of("seqscan", "bitmapscan", "sort", "incremental_sort", "hashjoin", "mergejoin");

    private Plans() {}

    /**
     * How the database would answer if it could not read a table whole and sort it: a small one is rightly read whole, and how small it is follows
     * from what other tests have left there. Where no index gives the order, PostgreSQL sorts all the same, and says so.
     */
    public static String byIndexes(
            PlatformTransactionManager transactions, JdbcClient jdbc, String sql, List<?> parameters) {
        return Objects.requireNonNull(new TransactionTemplate(transactions).execute(_ -> {
            for (String way : WAYS_AROUND_AN_INDEX) {
                jdbc.sql("SET LOCAL enable_" + way + " = off").update();
            }
            return String.join(
                    "\n",
                    jdbc.sql("EXPLAIN " + sql)
                            .params(parameters)
                            .query(String.class)
                            .list());
        }));
    }
}
