{{- define "cmc.name" -}}
{{ printf "%s" .Release.Name | trunc 50 | trimSuffix "-" }}
{{- end }}

{{- define "cmc.labels" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version }}
{{- end }}

{{- define "cmc.selector" -}}
app.kubernetes.io/name: {{ .Chart.Name }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}

{{- define "cmc.image" -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end }}

{{- define "cmc.hardened" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{/* A pod of the service: .part is controller or reads, .root the chart. */}}
{{- define "cmc.pod" -}}
{{- $reads := eq .part "reads" -}}
{{- with .root -}}
metadata:
  labels:
    {{- include "cmc.labels" . | nindent 4 }}
    app.kubernetes.io/component: {{ $.part }}
  annotations:
    checksum/settings: {{ toJson (dict "database" .Values.database "kafka" .Values.kafka "settings" .Values.settings "access" .Values.access "config" .Values.config) | sha256sum }}
    {{- with .Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
spec:
  serviceAccountName: {{ include "cmc.name" . }}
  automountServiceAccountToken: false
  terminationGracePeriodSeconds: 60
  {{- with .Values.image.pullSecrets }}
  imagePullSecrets:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  securityContext:
    runAsNonRoot: true
    runAsUser: 10001
    runAsGroup: 10001
    fsGroup: 10001
    seccompProfile: {type: RuntimeDefault}
  containers:
    - name: {{ $.part }}
      image: {{ include "cmc.image" . | quote }}
      imagePullPolicy: {{ .Values.image.pullPolicy }}
      args:
        - serve
        {{- if $reads }}
        - --reads-only
        {{- end }}
        - --data=/var/lib/cmc
        {{- if .Values.config }}
        - --config=/etc/cmc/config/cmc.yaml
        {{- end }}
        - --log-format={{ .Values.log.format }}
        - --listen=0.0.0.0
        {{- if .Values.http.enabled }}
        - --http-port=7071
        - --http-listen=0.0.0.0
        {{- end }}
        {{- if .Values.tls.secret }}
        - --tls-certificate=/etc/cmc/tls/tls.crt
        - --tls-key=/etc/cmc/tls/tls.key
        {{- end }}
        {{- if .Values.management.enabled }}
        - --management-port=8081
        {{- end }}
      env:
        # one folder for each Secret; a file in it is a setting
        - {name: SPRING_CONFIG_IMPORT, value: "configtree:/etc/cmc/settings/*/"}
        - {name: CMC_DATABASE_URL, value: {{ .Values.database.url | quote }}}
        - {name: CMC_DATABASE_OWNERUSER, value: {{ .Values.database.ownerUser | quote }}}
        {{- with .Values.database.serviceUser }}
        - {name: CMC_DATABASE_USER, value: {{ . | quote }}}
        {{- end }}
        - {name: CMC_ACCESS_ISSUER, value: {{ .Values.access.issuer | quote }}}
        - {name: CMC_ACCESS_AUDIENCE, value: {{ .Values.access.audience | quote }}}
        - {name: CMC_ACCESS_PLAINTEXT, value: {{ .Values.tls.plaintext | quote }}}
        {{- if .Values.management.enabled }}
        # the kubelet and Prometheus come from outside of the pod; the network policy says who else
        - {name: MANAGEMENT_SERVER_ADDRESS, value: 0.0.0.0}
        {{- end }}
        {{- if not $reads }}
        - {name: CMC_CHECKPOINTS_KEY, value: "/etc/cmc/checkpoints/{{ .Values.checkpoints.secretKey }}"}
        {{- if .Values.checkpoints.existingClaim }}
        # below the claim, so that it can be moved away there
        - {name: CMC_CHECKPOINTS_FOLDER, value: /var/lib/cmc/kept/checkpoints}
        {{- end }}
        {{- with .Values.kafka.bootstrapServers }}
        - {name: CMC_KAFKA_BOOTSTRAPSERVERS, value: {{ . | quote }}}
        {{- end }}
        {{- end }}
        {{- range $name, $value := .Values.settings }}
        {{- if regexMatch "^cmc\\.(access\\.groups|hooks\\.gating|notices\\.channels|retention\\.team-(reads|names))[.\\[]" $name }}
        {{- fail (printf "settings: %s has a name of yours in it, which an environment variable would change; say it in config" $name) }}
        {{- end }}
        - {name: {{ $name | upper | replace "." "_" | replace "-" "" | quote }}, value: {{ $value | toString | quote }}}
        {{- end }}
      ports:
        - {name: grpc, containerPort: 7070}
        {{- if .Values.http.enabled }}
        - {name: http, containerPort: 7071}
        {{- end }}
        {{- if .Values.management.enabled }}
        - {name: management, containerPort: 8081}
        {{- end }}
      {{- if .Values.management.enabled }}
      startupProbe:
        httpGet: {path: /actuator/health/liveness, port: management}
        periodSeconds: 3
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /actuator/health/liveness, port: management}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 6
      readinessProbe:
        httpGet: {path: /actuator/health/readiness, port: management}
        periodSeconds: 5
        timeoutSeconds: 5
      {{- else }}
      startupProbe:
        tcpSocket: {port: grpc}
        periodSeconds: 3
        failureThreshold: 60
      livenessProbe:
        tcpSocket: {port: grpc}
        periodSeconds: 10
        failureThreshold: 6
      readinessProbe:
        tcpSocket: {port: grpc}
        periodSeconds: 5
      {{- end }}
      resources:
        {{- toYaml .Values.resources | nindent 8 }}
      securityContext:
        {{- include "cmc.hardened" . | nindent 8 }}
      volumeMounts:
        - {name: data, mountPath: /var/lib/cmc}
        - {name: tmp, mountPath: /tmp}
        - {name: database, mountPath: /etc/cmc/settings/database, readOnly: true}
        {{- if .Values.config }}
        - {name: config, mountPath: /etc/cmc/config, readOnly: true}
        {{- end }}
        {{- if .Values.trustSecret }}
        - {name: trust, mountPath: /etc/cmc/trust, readOnly: true}
        {{- end }}
        {{- if .Values.tls.secret }}
        - {name: tls, mountPath: /etc/cmc/tls, readOnly: true}
        {{- end }}
        {{- if not $reads }}
        - {name: backups, mountPath: /var/lib/cmc/backups}
        - {name: checkpoints, mountPath: /etc/cmc/checkpoints, readOnly: true}
        {{- if .Values.checkpoints.existingClaim }}
        - {name: kept, mountPath: /var/lib/cmc/kept}
        {{- end }}
        {{- if .Values.kafka.secret }}
        - {name: kafka, mountPath: /etc/cmc/settings/kafka, readOnly: true}
        {{- end }}
        {{- range .Values.planSecrets }}
        - {name: {{ printf "plan-%s" . | trunc 63 | quote }}, mountPath: {{ printf "/etc/cmc/plan/%s" . | quote }}, readOnly: true}
        {{- end }}
        {{- end }}
  volumes:
    - {name: data, emptyDir: {}}
    - {name: tmp, emptyDir: {medium: Memory, sizeLimit: 128Mi}}
    - name: database
      secret:
        secretName: {{ .Values.database.secret | quote }}
        items:
          - {key: {{ .Values.database.secretKey | quote }}, path: cmc.database.owner-password}
          {{- with .Values.database.servicePasswordKey }}
          - {key: {{ . | quote }}, path: cmc.database.password}
          {{- end }}
    {{- if .Values.config }}
    - {name: config, configMap: {name: {{ include "cmc.name" . }}}}
    {{- end }}
    {{- with .Values.trustSecret }}
    - {name: trust, secret: {secretName: {{ . | quote }}}}
    {{- end }}
    {{- with .Values.tls.secret }}
    - {name: tls, secret: {secretName: {{ . | quote }}}}
    {{- end }}
    {{- if not $reads }}
    {{- if .Values.backups.existingClaim }}
    - {name: backups, persistentVolumeClaim: {claimName: {{ .Values.backups.existingClaim | quote }}}}
    {{- else if .Values.backups.ephemeral }}
    - {name: backups, emptyDir: {sizeLimit: {{ .Values.backups.size | quote }}}}
    {{- else }}
    {{- fail "backups: name a claim in backups.existingClaim, or dumps of participants (PG_DUMP) are lost with their pod, and the way back with them. If no plan of this installation uses PG_DUMP, say so: backups.ephemeral: true" }}
    {{- end }}
    - {name: checkpoints, secret: {secretName: {{ .Values.checkpoints.secret | quote }}}}
    {{- with .Values.checkpoints.existingClaim }}
    - {name: kept, persistentVolumeClaim: {claimName: {{ . | quote }}}}
    {{- end }}
    {{- with .Values.kafka.secret }}
    - {name: kafka, secret: {secretName: {{ . | quote }}}}
    {{- end }}
    {{- range .Values.planSecrets }}
    - {name: {{ printf "plan-%s" . | trunc 63 | quote }}, secret: {secretName: {{ . | quote }}}}
    {{- end }}
    {{- end }}
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "cmc.selector" . | nindent 10 }}
          app.kubernetes.io/component: {{ $.part }}
  {{- with .Values.nodeSelector }}
  nodeSelector:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.tolerations }}
  tolerations:
    {{- toYaml . | nindent 4 }}
  {{- end }}
  {{- with .Values.affinity }}
  affinity:
    {{- toYaml . | nindent 4 }}
  {{- end }}
{{- end -}}
{{- end }}
