/** What whoever answers for personal data sees of deletion: what runs will delete, what each has deleted, pauses. Counts, and no person. */
@NullMarked
package org.wangchuan.platform.oversight.retention;

import org.jspecify.annotations.NullMarked;
