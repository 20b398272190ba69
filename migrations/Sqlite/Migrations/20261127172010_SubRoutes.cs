using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace PhdTracker.Migrations.Sqlite.Migrations
{
    /// <inheritdoc />
    public partial class SubRoutes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Reminders",
                table: "Tasks",
                type: "TEXT",
                maxLength: 20,
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ParentBookmarkId",
                table: "Processes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "ParentId",
                table: "Processes",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "ParentStep",
                table: "Processes",
                type: "TEXT",
                maxLength: 100,
                nullable: true);

            migrationBuilder.CreateIndex(
                name: "IX_Processes_ParentId",
                table: "Processes",
                column: "ParentId");

            migrationBuilder.AddForeignKey(
                name: "FK_Processes_Processes_ParentId",
                table: "Processes",
                column: "ParentId",
                principalTable: "Processes",
                principalColumn: "Id",
                onDelete: ReferentialAction.Restrict);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropForeignKey(
                name: "FK_Processes_Processes_ParentId",
                table: "Processes");

            migrationBuilder.DropIndex(
                name: "IX_Processes_ParentId",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "Reminders",
                table: "Tasks");

            migrationBuilder.DropColumn(
                name: "ParentBookmarkId",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "ParentId",
                table: "Processes");

            migrationBuilder.DropColumn(
                name: "ParentStep",
                table: "Processes");
        }
    }
}
