// SPDX-License-Identifier: Apache-2.0
package io.cmc.cli;

import io.cmc.api.v1.ListReadsRequest;
import io.cmc.api.v1.ListReadsResponse;
import io.cmc.api.v1.Read;
import io.cmc.cli.problem.ExitCode;
import io.cmc.cli.text.ReadsText;
import java.util.ArrayList;
import java.util.List;

/** Who read what, the newest first. */
record ReadsList(ListReadsRequest.Builder request) {

  private static final int PAGE = 500;

  ExitCode run(Desk desk) {
    var reads = all(desk);
    desk.answer(ListReadsResponse.newBuilder().addAllReads(reads), () -> new ReadsText(desk.screen().clock(), desk.palette()).render(reads));
    return ExitCode.OK;
  }

  private List<Read> all(Desk desk) {
    var all = new ArrayList<Read>();
    request.setPageSize(PAGE);
    do {
      var page = desk.service().ask(() -> desk.service().reads(desk.patience()).listReads(request.build()));
      all.addAll(page.getReadsList());
      request.setPageToken(page.getNextPageToken());
    } while (!request.getPageToken().isEmpty());
    return all;
  }
}
