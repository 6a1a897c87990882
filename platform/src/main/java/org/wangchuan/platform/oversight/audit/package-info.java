/** Self-audits: checklists as data, what somebody found who went through one, and what became of each finding. */
@NullMarked
package org.wangchuan.platform.oversight.audit;

import org.jspecify.annotations.NullMarked;
