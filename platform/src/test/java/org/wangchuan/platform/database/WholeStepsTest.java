package org.wangchuan.platform.database;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.springframework.transaction.annotation.AnnotationTransactionAttributeSource;
import org.springframework.transaction.interceptor.RollbackRuleAttribute;

final class WholeStepsTest {
    @Test
    void aPlatformWhoseStepsCouldStayHalfDoneDoesNotStart() {
        AnnotationTransactionAttributeSource rules = new AnnotationTransactionAttributeSource();
        assertThatThrownBy(new WholeSteps(rules)::afterSingletonsInstantiated)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("any exception");

        AnnotationTransactionAttributeSource ours = new AnnotationTransactionAttributeSource();
        ours.addDefaultRollbackRule(RollbackRuleAttribute.ROLLBACK_ON_ALL_EXCEPTIONS);
        assertThatCode(new WholeSteps(ours)::afterSingletonsInstantiated).doesNotThrowAnyException();
    }
}
