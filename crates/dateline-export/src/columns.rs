//! Parquet by way of Arrow: the types and the documentation of the flat tables in a file that every data frame reads.

use std::collections::HashMap;
use std::fs::File;
use std::path::PathBuf;
use std::sync::Arc;

use arrow_array::builder::{
    ArrayBuilder, BooleanBuilder, Date32Builder, Float64Builder, Int64Builder, ListBuilder, StringBuilder, StructBuilder,
    TimestampMicrosecondBuilder,
};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_schema::{DataType, Field, Fields, Schema, SchemaRef, TimeUnit};
use dateline_ledger::flat::{Cell, Kind, Table};
use parquet::arrow::ArrowWriter;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::WriterProperties;
use parquet::schema::types::ColumnPath;

use crate::{Error, Result, Sink};

/// Rows that are turned into columns together.
const BATCH: usize = 1 << 14;

/// The Arrow schema of a table; every field's `description` says what it means.
pub(crate) fn schema(table: &Table) -> SchemaRef {
    // One key each: the order of several in the file would not be stable.
    let described = |doc: &str| HashMap::from([("description".to_owned(), doc.to_owned())]);
    let fields: Vec<Field> = table
        .columns
        .iter()
        .map(|it| Field::new(it.name, data_type(it.kind), is_nullable(it.kind)).with_metadata(described(it.doc)))
        .collect();
    Arc::new(Schema::new_with_metadata(fields, described(table.doc)))
}

fn is_nullable(kind: Kind) -> bool {
    !matches!(kind, Kind::Texts | Kind::Spans)
}

fn data_type(kind: Kind) -> DataType {
    match kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Real => DataType::Float64,
        Kind::Truth => DataType::Boolean,
        Kind::Day => DataType::Date32,
        Kind::Instant => DataType::Timestamp(TimeUnit::Microsecond, Some("UTC".into())),
        Kind::Texts => DataType::List(Arc::new(Field::new_list_field(DataType::Utf8, true))),
        Kind::Spans => DataType::List(Arc::new(Field::new_list_field(DataType::Struct(span_fields()), true))),
    }
}

fn span_fields() -> Fields {
    Fields::from(vec![Field::new("start", DataType::Int64, false), Field::new("end", DataType::Int64, false)])
}

/// A column that is being built.
enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Real(Float64Builder),
    Truth(BooleanBuilder),
    Day(Date32Builder),
    Instant(TimestampMicrosecondBuilder),
    Texts(ListBuilder<StringBuilder>),
    Spans(ListBuilder<StructBuilder>),
}

impl Builder {
    fn new(kind: Kind) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::new()),
            Kind::Integer => Self::Integer(Int64Builder::new()),
            Kind::Real => Self::Real(Float64Builder::new()),
            Kind::Truth => Self::Truth(BooleanBuilder::new()),
            Kind::Day => Self::Day(Date32Builder::new()),
            Kind::Instant => Self::Instant(TimestampMicrosecondBuilder::new().with_timezone("UTC")),
            Kind::Texts => Self::Texts(ListBuilder::new(StringBuilder::new())),
            Kind::Spans => {
                let numbers = || Box::new(Int64Builder::new()) as Box<dyn ArrayBuilder>;
                Self::Spans(ListBuilder::new(StructBuilder::new(span_fields(), vec![numbers(), numbers()])))
            }
        }
    }

    fn push(&mut self, cell: &Cell<'_>) {
        match (self, cell) {
            (Self::Text(it), Cell::Text(text)) => it.append_value(text),
            (Self::Text(it), Cell::Owned(text)) => it.append_value(text),
            (Self::Text(it), _) => it.append_null(),
            (Self::Integer(it), Cell::Integer(number)) => it.append_value(*number),
            (Self::Integer(it), _) => it.append_null(),
            (Self::Real(it), Cell::Real(number)) => it.append_value(*number),
            (Self::Real(it), _) => it.append_null(),
            (Self::Truth(it), Cell::Truth(is_so)) => it.append_value(*is_so),
            (Self::Truth(it), _) => it.append_null(),
            (Self::Day(it), Cell::Day(day)) => it.append_value(*day),
            (Self::Day(it), _) => it.append_null(),
            (Self::Instant(it), Cell::Instant(at)) => it.append_value(*at),
            (Self::Instant(it), _) => it.append_null(),
            (Self::Texts(it), cell) => {
                if let Cell::Texts(list) = cell {
                    list.iter().for_each(|text| it.values().append_value(text));
                }
                it.append(true);
            }
            (Self::Spans(it), cell) => {
                if let Cell::Spans(list) = cell {
                    for span in list {
                        let both = it.values();
                        for (at, number) in span.iter().enumerate() {
                            if let Some(numbers) = both.field_builder::<Int64Builder>(at) {
                                numbers.append_value(i64::try_from(*number).unwrap_or(i64::MAX));
                            }
                        }
                        both.append(true);
                    }
                }
                it.append(true);
            }
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(it) => Arc::new(it.finish()),
            Self::Integer(it) => Arc::new(it.finish()),
            Self::Real(it) => Arc::new(it.finish()),
            Self::Truth(it) => Arc::new(it.finish()),
            Self::Day(it) => Arc::new(it.finish()),
            Self::Instant(it) => Arc::new(it.finish()),
            Self::Texts(it) => Arc::new(it.finish()),
            Self::Spans(it) => Arc::new(it.finish()),
        }
    }
}

/// A Parquet file.
pub(crate) struct Parquet {
    path: PathBuf,
    schema: SchemaRef,
    builders: Vec<Builder>,
    rows: usize,
    writer: Option<ArrowWriter<File>>,
}

impl Parquet {
    pub(crate) fn new(path: PathBuf, table: &Table) -> Result<Self> {
        let schema = schema(table);
        let file = File::create(&path).map_err(|error| Error::file(&path, &error))?;
        let properties = WriterProperties::builder()
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(1).unwrap_or_default()))
            .set_created_by("dateline".to_owned())
            // Whole pages are no words that come again.
            .set_column_dictionary_enabled(ColumnPath::from("text"), false)
            .build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties)).map_err(|error| Error::file(&path, &error))?;
        let builders = table.columns.iter().map(|it| Builder::new(it.kind)).collect();
        Ok(Self { path, schema, builders, rows: 0, writer: Some(writer) })
    }

    fn write(&mut self) -> Result<()> {
        let columns: Vec<ArrayRef> = self.builders.iter_mut().map(Builder::finish).collect();
        self.rows = 0;
        let batch = RecordBatch::try_new(Arc::clone(&self.schema), columns).map_err(|error| Error::file(&self.path, &error))?;
        let Some(writer) = &mut self.writer else { return Ok(()) };
        writer.write(&batch).map_err(|error| Error::file(&self.path, &error))
    }
}

impl Sink for Parquet {
    fn row(&mut self, cells: &[Cell<'_>]) -> Result<()> {
        for (builder, cell) in self.builders.iter_mut().zip(cells) {
            builder.push(cell);
        }
        self.rows += 1;
        if self.rows == BATCH { self.write() } else { Ok(()) }
    }

    fn finish(&mut self) -> Result<()> {
        if self.rows > 0 {
            self.write()?;
        }
        let Some(writer) = self.writer.take() else { return Ok(()) };
        let file = writer.into_inner().map_err(|error| Error::file(&self.path, &error))?;
        file.sync_all().map_err(|error| Error::file(&self.path, &error))
    }
}
