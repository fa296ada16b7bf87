// SPDX-License-Identifier: Apache-2.0
package io.cmc.projection.query;

import io.cmc.api.v1.ListPersonsRequest;
import io.cmc.api.v1.ListPersonsResponse;
import io.cmc.api.v1.Person;
import io.cmc.api.v1.PersonsGrpc;
import io.cmc.store.person.PersonNames;
import io.cmc.store.person.PersonNames.Row;
import io.cmc.wire.ProtoTime;
import io.grpc.stub.StreamObserver;

/** Whom ids stand for, over gRPC. */
public final class PersonsService extends PersonsGrpc.PersonsImplBase {

  private static final int PERSONS = 50;
  private static final int MOST_PERSONS = 500;

  private final PersonNames names;

  public PersonsService(PersonNames names) {
    this.names = names;
  }

  @Override public void listPersons(ListPersonsRequest request, StreamObserver<ListPersonsResponse> call) {
    Answering.one(call, () -> list(request));
  }

  private ListPersonsResponse list(ListPersonsRequest request) {
    var size = MigrationQueriesService.size(request.getPageSize(), PERSONS, MOST_PERSONS, "page_size");
    var page = names.list(request.getText(), request.getPageToken(), size + 1);
    var answer = ListPersonsResponse.newBuilder();
    page.stream().limit(size).map(PersonsService::message).forEach(answer::addPersons);
    if (page.size() > size) answer.setNextPageToken(page.get(size - 1).person().id());
    return answer.build();
  }

  private static Person message(Row row) {
    var message = Person.newBuilder().setId(row.person().id()).setRealm(row.person().realm()).setSubject(row.person().subject())
        .setName(row.person().name()).setFirstSeenAt(ProtoTime.of(row.firstSeen())).setLastSeenAt(ProtoTime.of(row.lastSeen()));
    row.erased().ifPresent(at -> message.setErasedAt(ProtoTime.of(at)));
    return message.build();
  }
}
