{{- define "fleet.labels" -}}
app: {{ .name }}
team: vision
{{- end }}
